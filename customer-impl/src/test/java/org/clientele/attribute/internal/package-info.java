@NullMarked
package org.clientele.attribute.internal;

import org.jspecify.annotations.NullMarked;
