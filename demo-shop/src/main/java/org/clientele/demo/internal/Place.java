package org.clientele.demo.internal;

import java.util.List;
import java.util.Map;

/** What names and addresses look like in a country. All of them are common ones, put together at random. */
record Place(
        String country,
        String locale,
        String dialling,
        List<String> firstNames,
        List<String> lastNames,
        List<String> streets,
        List<String> cities) {
    private static final Place BRITAIN = new Place(
            "GB",
            "en-GB",
            "+447700900",
            List.of(
                    "Olivia", "Amelia", "Isla", "Ava", "Grace", "Emily", "Jack", "Harry", "George", "Noah", "Oscar",
                    "Thomas"),
            List.of("Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Thomas", "Walker", "Wright", "Hughes"),
            List.of("High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "Park Avenue"),
            List.of(
                    "London|SW1A 9ZZ",
                    "Leeds|LS1 9ZZ",
                    "Bristol|BS1 9ZZ",
                    "York|YO1 9ZZ",
                    "Cardiff|CF10 9ZZ",
                    "Leith|EH6 9ZZ"));
    private static final Place GERMANY = new Place(
            "DE",
            "de-DE",
            "+491520000",
            List.of("Anna", "Lena", "Mia", "Sophie", "Jürgen", "Paul", "Jonas", "Felix", "Greta", "Björn"),
            List.of(
                    "Müller",
                    "Schmidt",
                    "Schneider",
                    "Fischer",
                    "Weber",
                    "Wagner",
                    "Becker",
                    "Schäfer",
                    "Koch",
                    "Groß"),
            List.of("Hauptstraße", "Bahnhofstraße", "Gartenweg", "Schulstraße", "Lindenallee"),
            List.of("Berlin|10115", "Hamburg|20095", "München|80331", "Köln|50667", "Leipzig|04109"));
    private static final Place FRANCE = new Place(
            "FR",
            "fr-FR",
            "+33639980",
            List.of("Camille", "Léa", "Chloé", "Inès", "Louis", "Hugo", "Jérôme", "Élodie", "Zoé", "Théo"),
            List.of("Martin", "Bernard", "Dubois", "Moreau", "Laurent", "Lefèvre", "Garcia", "Fournier", "Mercier"),
            List.of("rue de la Paix", "avenue Victor Hugo", "rue des Écoles", "place du Marché", "rue Pasteur"),
            List.of("Paris|75001", "Lyon|69001", "Marseille|13001", "Lille|59000", "Nantes|44000"));
    private static final Place SPAIN = new Place(
            "ES",
            "es-ES",
            "+34600000",
            List.of("Lucía", "María", "Sofía", "Daniel", "Pablo", "Álvaro", "José", "Núria", "Íñigo"),
            List.of("García", "Rodríguez", "González", "Fernández", "López", "Martínez", "Sánchez", "Pérez"),
            List.of("Calle Mayor", "Calle Real", "Avenida de la Constitución", "Plaza Nueva"),
            List.of("Madrid|28001", "Barcelona|08001", "Valencia|46001", "Sevilla|41001"));
    private static final Map<String, Place> KNOWN = Map.of(
            "Germany", GERMANY,
            "Austria", at("AT", "de-AT", "+436600000", GERMANY, "Wien|1010", "Graz|8010", "Salzburg|5020"),
            "Switzerland", at("CH", "de-CH", "+41780000", GERMANY, "Zürich|8001", "Bern|3011", "Basel|4051"),
            "France", FRANCE,
            "Belgium", at("BE", "fr-BE", "+32470000", FRANCE, "Bruxelles|1000", "Liège|4000", "Namur|5000"),
            "Spain", SPAIN,
            "Portugal", at("PT", "pt-PT", "+351910000", SPAIN, "Lisboa|1100-001", "Porto|4000-001"),
            "EIRE", at("IE", "en-IE", "+353830000", BRITAIN, "Dublin|D02 X000", "Cork|T12 X000"),
            "Australia", at("AU", "en-AU", "+61491000", BRITAIN, "Sydney|2000", "Melbourne|3000"));
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("United Kingdom", "GB"),
            Map.entry("Netherlands", "NL"),
            Map.entry("Cyprus", "CY"),
            Map.entry("Italy", "IT"),
            Map.entry("Finland", "FI"),
            Map.entry("Japan", "JP"),
            Map.entry("Norway", "NO"),
            Map.entry("Poland", "PL"),
            Map.entry("Sweden", "SE"),
            Map.entry("Singapore", "SG"),
            Map.entry("Greece", "GR"),
            Map.entry("Iceland", "IS"),
            Map.entry("Denmark", "DK"),
            Map.entry("Israel", "IL"),
            Map.entry("Lebanon", "LB"));

    /** Where customers of a country live, as the data set writes it; Britain has those of no country we know. */
    static Place of(String country) {
        Place known = KNOWN.get(country);
        return known == null ? at(CODES.getOrDefault(country, "GB"), "en-GB", "+447700900", BRITAIN) : known;
    }

    private static Place at(String country, String locale, String dialling, Place like, String... cities) {
        return new Place(
                country,
                locale,
                dialling,
                like.firstNames(),
                like.lastNames(),
                like.streets(),
                cities.length == 0 ? like.cities() : List.of(cities));
    }
}
