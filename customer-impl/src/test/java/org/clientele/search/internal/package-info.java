@NullMarked
package org.clientele.search.internal;

import org.jspecify.annotations.NullMarked;
