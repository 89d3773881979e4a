@NullMarked
package org.clientele.console.internal;

import org.jspecify.annotations.NullMarked;
