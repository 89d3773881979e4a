@NullMarked
package org.clientele.export.internal;

import org.jspecify.annotations.NullMarked;
