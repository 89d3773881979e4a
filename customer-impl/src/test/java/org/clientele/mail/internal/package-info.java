@NullMarked
package org.clientele.mail.internal;

import org.jspecify.annotations.NullMarked;
