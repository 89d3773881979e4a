@NullMarked
package org.clientele.rest.console.internal;

import org.jspecify.annotations.NullMarked;
