@NullMarked
package org.clientele.view.internal;

import org.jspecify.annotations.NullMarked;
