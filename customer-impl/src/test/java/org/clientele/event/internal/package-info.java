@NullMarked
package org.clientele.event.internal;

import org.jspecify.annotations.NullMarked;
