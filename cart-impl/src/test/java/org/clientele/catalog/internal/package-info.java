@NullMarked
package org.clientele.catalog.internal;

import org.jspecify.annotations.NullMarked;
