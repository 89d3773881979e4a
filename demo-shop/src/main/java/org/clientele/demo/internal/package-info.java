/** The demo shop. */
@NullMarked
package org.clientele.demo.internal;

import org.jspecify.annotations.NullMarked;
