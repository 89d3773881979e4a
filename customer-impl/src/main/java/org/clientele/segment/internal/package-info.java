@NullMarked
package org.clientele.segment.internal;

import org.jspecify.annotations.NullMarked;
