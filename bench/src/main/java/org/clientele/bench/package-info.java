/** Load on the assembled product beside the plain SQL. */
@NullMarked
package org.clientele.bench;

import org.jspecify.annotations.NullMarked;
