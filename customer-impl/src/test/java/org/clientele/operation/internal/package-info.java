@NullMarked
package org.clientele.operation.internal;

import org.jspecify.annotations.NullMarked;
