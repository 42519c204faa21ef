/// Pages for people, over all slices: made on the server, of templates that the compiler checks.
///
/// **Players.** An {@link io.fleetwire.portal.Area} is one class per part of the portal; it brings
/// routes with their column of authorization, asks the public fronts of the slices, and turns what
/// they say into a view: a record with everything that a page shows, already worded. A template
/// under `src/main/jte` writes the view; it decides nothing. `Pages` puts the frame around it (who
/// is signed in, where one is, what there is to go to); `PortalDialect` turns refusals into pages.
///
/// **A form's way.** `Fields` are read, a sealed result says what is wrong with which field, and
/// the page comes again with what was typed and the fault beside it; or the change is made, and the
/// browser is sent to what it led to, with one sentence that says so. What limits say is said by
/// the slice: a page repeats a rule for comfort, and never decides by it.
///
/// **Without a script** everything works: links and forms. `portal.js` and htmx add comfort: live
/// lists, dialogs that need no page of their own, a button that copies. No page loads anything from
/// another site, and the content security policy holds for every answer of this room.
///
/// **Security.** The session's cookie cannot be read by scripts; what changes something repeats the
/// session's CSRF token (`web` checks it); signing in is bound to the browser that asked for the
/// form; `next` leads to paths of ours alone. Nobody is shown what their role cannot open, and the
/// route refuses it all the same.
///
/// Nothing here is needed for correctness: no thread, no table, no state but caches of constants.
///
/// May use `web`, `access`, `engine`, `store`, `callback`, `bin`, and the slices by their public
/// fronts.
@NullMarked
package io.fleetwire.portal;

import org.jspecify.annotations.NullMarked;
