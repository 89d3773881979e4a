@NullMarked
package org.clientele.id.internal;

import org.jspecify.annotations.NullMarked;
