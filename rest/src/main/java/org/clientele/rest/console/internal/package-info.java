/** Modules of the web console that bundles bring: who has some, and their files. */
@NullMarked
package org.clientele.rest.console.internal;

import org.jspecify.annotations.NullMarked;
