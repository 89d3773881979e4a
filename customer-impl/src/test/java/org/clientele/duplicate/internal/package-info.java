@NullMarked
package org.clientele.duplicate.internal;

import org.jspecify.annotations.NullMarked;
