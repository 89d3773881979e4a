@NullMarked
package org.clientele.access.internal;

import org.jspecify.annotations.NullMarked;
