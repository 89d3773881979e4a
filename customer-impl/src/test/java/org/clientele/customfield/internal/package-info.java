@NullMarked
package org.clientele.customfield.internal;

import org.jspecify.annotations.NullMarked;
