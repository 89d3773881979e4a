@NullMarked
package org.clientele.imports.internal;

import org.jspecify.annotations.NullMarked;
