package org.clientele.watchlist.internal;

import org.clientele.console.ConsoleExtension;
import org.osgi.service.component.annotations.Component;

/** Why a customer is watched, in the page of a customer. */
@Component(
        property = {
            ConsoleExtension.MODULE + "=card.js",
            ConsoleExtension.TITLE + "=Watchlist",
            ConsoleExtension.PLACES + "=card",
            ConsoleExtension.SCOPE + "=watchlist:read"
        })
public final class WatchlistCard implements ConsoleExtension {}
