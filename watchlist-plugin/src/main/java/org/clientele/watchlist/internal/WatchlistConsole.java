package org.clientele.watchlist.internal;

import org.clientele.console.ConsoleExtension;
import org.osgi.service.component.annotations.Component;

/** Why a customer is watched, in the console. */
@Component(
        property = {
            ConsoleExtension.MODULE + "=watch.js",
            ConsoleExtension.TITLE + "=Watchlist",
            ConsoleExtension.PLACES + "=card",
            ConsoleExtension.SCOPE + "=watchlist:read"
        })
public final class WatchlistConsole implements ConsoleExtension {}
