@NullMarked
package org.clientele.merge.internal;

import org.jspecify.annotations.NullMarked;
