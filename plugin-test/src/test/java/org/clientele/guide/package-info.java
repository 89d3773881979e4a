/** What docs/plugin-guide.md shows and the archetype does not generate. */
@NullMarked
package org.clientele.guide;

import org.jspecify.annotations.NullMarked;
