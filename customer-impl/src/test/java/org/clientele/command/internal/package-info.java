@NullMarked
package org.clientele.command.internal;

import org.jspecify.annotations.NullMarked;
