@NullMarked
package org.clientele.group.internal;

import org.jspecify.annotations.NullMarked;
