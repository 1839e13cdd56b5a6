-- SPDX-License-Identifier: GPL-3.0-or-later
-- Views that ended long ago are swept when their person asks for another one; the journal keeps them.
DROP INDEX open_view_by_role;
CREATE INDEX open_view_by_role ON open_view (role, closed_at);
