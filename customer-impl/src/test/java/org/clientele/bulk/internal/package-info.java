@NullMarked
package org.clientele.bulk.internal;

import org.jspecify.annotations.NullMarked;
