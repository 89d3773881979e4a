/** The assembled product from outside: {@link Distribution} starts it, {@link Api} talks to it. */
@NullMarked
package org.clientele.itests;

import org.jspecify.annotations.NullMarked;
