// Writes src/reference/parties/global/brands-*.yaml from the name-suggestion-index: the chains of the countries we read, by trade.
// Run it again whenever our own parties change: a spelling that one of them claims is ours and is left out here.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { parse } from 'yaml';

register();
const { normaliseText } = await import('../src/domain/text.ts');
const { normalisePattern } = await import('../src/reference/compile.ts');
const ROOT = new URL('..', import.meta.url).pathname;
const PARTIES = join(ROOT, 'src/reference/parties');
const PACKAGE = join(ROOT, 'node_modules/name-suggestion-index');
const COUNTRIES = ['FR', 'BE', 'NL', 'ES', 'GB', 'IE', 'DE', 'LU'];
/** UN M49 codes in the index that hold all of our countries: the world and Europe. */
const REGIONS = new Set(['001', '150']);
const LETTERS_MIN = 4;
const GLUED_LETTERS = { min: 8, max: 18 };
const LEGAL_FORM = /\b(LTD|LIMITED|PLC|GMBH|INC|CORP|SA|SAS|SL|BV|NV|EV)\b/;

const namesIn = (text) => new Set(text.split(',').map((name) => name.replace(/\s+/g, ' ').trim()));

/** Which trades we take: file, role, whether a card is needed, the index's keys. A name in several trades keeps the first. */
const TRADES = `food supermarket - shop: supermarket wholesale
  food food_shop - shop: convenience bakery pastry butcher greengrocer seafood cheese deli frozen_food health_food
  food food_shop - shop: confectionery chocolate beverages alcohol wine tea coffee
  home shop - shop: department_store variety_store
  restaurants restaurant - amenity: fast_food restaurant cafe pub bar ice_cream
  clothes shop - shop: clothes shoes bag fashion_accessories jewelry watches leather baby_goods second_hand fabric
  sport sports_shop - shop: sports outdoor fishing
  sport gym - leisure: fitness_centre sports_centre dance
  home shop - shop: furniture doityourself hardware trade paint kitchen bed houseware interior_decoration tiles carpet
  home shop - shop: household_linen bathroom_furnishing curtain electronics appliance electrical hifi computer photo
  home shop - shop: mobile_phone camera vacuum_cleaner garden_centre pet florist gift stationery books music video_games
  home shop - shop: toys games craft art bicycle kiosk newsagent pawnbroker cosmetics perfumery beauty chemist hairdresser
  home shop card shop: charity
  health pharmacy - amenity: pharmacy
  health health_provider - shop: optician hearing_aids medical_supply; amenity: dentist clinic hospital
  health health_provider - healthcare: laboratory audiologist
  mobility fuel_station - amenity: fuel charging_station
  mobility car_service - shop: tyres car_parts; amenity: car_wash parking vehicle_inspection
  mobility car_service card shop: car_repair car motorcycle_repair motorcycle
  mobility transport_operator - amenity: car_rental car_sharing bicycle_rental
  leisure travel - tourism: hotel hostel motel caravan_site; shop: travel_agency
  leisure leisure - amenity: cinema; tourism: theme_park; leisure: bowling_alley trampoline_park indoor_play escape_game
  leisure gambling_operator - shop: bookmaker lottery; amenity: gambling casino; leisure: adult_gaming_centre
  leisure tobacconist - shop: tobacco e-cigarette
  money insurer - office: insurance
  money bank - amenity: bank
  money remittance_service - amenity: money_transfer
  learning childcare - amenity: kindergarten childcare
  learning education - amenity: language_school prep_school driving_school music_school college`
  .split('\n')
  .map((row) => /^ *(\w+) (\w+) (-|card) (.*)$/.exec(row).slice(1));

/** Names that are towns, bank jargon or phrases of any sort: never a brand on their own. */
const NEVER =
  namesIn(`ARBEITER SAMARITER BUND, ARBEITERWOHLFAHRT, AUTOMAT, BANKING HUB, BEST, BETTER, BRISTOL, BUDGET, CARD CENTRE,
   CARGO, CATALONIA, CENTRAL, CENTRO HOTEL, CHANGE, CHARTER, CLASSIC, COACH, COMBI, CONTINENTALE, DEPOT, DEUTSCHER
   CASA, KINDERSCHUTZBUND, DEUTSCHES ROTES KREUZ, DIAKONIE, EDITION, ELEMENT, ENTERPRISE, EXCHANGE, EXPERT, FAMILIA, FIRST
   CHARGE, FOYER, GAME, GENESIS, GEORGE, GRADUATE, HABITAT, HAMPTON, HELL, HET GOED, HIT, HOME, HOTTER, INSIDE,
   INTERCONTINENTAL, KIOSK, LEBENSHILFE, LIMBURGIA, LINCOLN, LOTTO, MATCH, METRO, MIND, MUNICH, NAMUR, NATIONAL,
   NATURE REPUBLIC, NEW STYLE, NORMAL, NOTES, OCCIDENT, OFFICE, OKAY, ON AIR, ONCE, ONE O ONE, ONLY, ORANGE, OUTFIT,
   PERSONA, PEUT, PLUS, POINT S, POWER, PRACTICAL, PREMIER, PROFI, PROFILE, PURE, QUICKLY, SAFEWAY FUEL STATION,
   SAINT LAURENT, SANTA LUCIA, AVEC, SAVE, SCHMIDT, SELECT, SELECTED, SENSE, SKY, SMART, SMART CHARGE, STAR, STOP CAFE,
   TANK S, THE BARN, THE COFFEE, THE CUMBERLAND, THE NOTTINGHAM, THE STONE, THREE, TOP, TOSCANA, UNIVERSA, VERTU,
   VISION, VOLKSSOLIDARITAT, WELCOME, ZERO`);

/** Brands that are ordinary words, towns or people's names too: they count on a card payment only. */
const ON_CARD_ONLY =
  namesIn(`ACTION, ADA, ADAGIO, ADLER, ADMIRAL, ADOPT, AGATHA, AIDEN, AIGNER, ALAMO, ALDO, ALEX, ALICE, ALOFT, ALPINE, ALUA,
   ALVO, AMERICA TODAY, ANDRE, ANTIC, APOSTO, ARA, ARABICA, ARAL, ARCHE, ARKET, ARMBRUSTER, ATLANTE, ATOL,
   ATTENDANT, AVEC, AVIA, AVIS, AVON, AVRIL, AWAY, BACHMEIER, BALENO, BALLY, BARBOUR, BARNARDOS, BARRIO, BARRYS,
   BASILICO, BASTIDE, BATA, BAYNES, BEALES, BEEFEATER, BEEP, BENCH, BENE, BENTLEY, BERYL, BEVER, BILLS, BIRDS,
   BLACKS, BLINK, BLOKKER, BOGNER, BOHEME, BONI, BONITA, BONJOUR, BOOTHS, BOOTS, BOSCH, BOSCO, BOSE, BOYES,
   BRAINWASH, BRAINWAVE, BRAX, BRED, BREUNINGER, BREWERS, BRICE, BROWNS, BRUNA, BUCHBINDER, BURTON, BUSCH, BUTLERS,
   BYRON, CACTUS, CADERA, CADILLAC, CALIDA, CALL IT SPRING, CAMPANILE, CAMPER, CANALI, CANOPY, CAPPUCCINO, CARAVAN,
   CARLIN, CARTERS, CARTIER, CASA, CASER, CASINO, CASTLE, CECIL, CELINE, CELIO, CENTRA, CHAMPION, CHASE, CHECKERS,
   CHEVRON, CHILIS, CHIQUITO, CHLOE, CHRIST, CHRYSLER, CHURCHS, CLAIRES, CLARKS, CLAUDIO, CLINTONS, CLOSED,
   COCCINELLE, COLICCI, COLINS, COLORA, COLUMBIA, COMMA, CONCORDIA, CONRAD, CONSUM, CONVERSE, COOK, COOP, COOPLANDS,
   CORA, CORAL, COSMO, COSTA, COURIR, COURTYARD, CREAMS, CRISIS, CROSSTOWN, CULTURA, CURVES, CURZON, DAN JOHN,
   DAYBREAK, DEAN DAVID, DEFACTO, DEFENDER, DENMANS, DENNYS, DESA, DESCAMPS, DIDI, DIESEL, DIOR, DIRK, DISCOVERY,
   DOBBE, DODGE, DOTT, DOUGLAS, DREAMLAND, DREAMS, DREISSIG, DUNHILL, DUNLOP, EASON, EDWIN, ELAN, ELECTRA, EMMA,
   EMME, ENGBERS, ERGO, ESPRIT, ETERNA, EVANS, FABRIQUE, FALKE, FAMILA, FEBO, FERBER, FERRARI, FIELMANN, FILA,
   FINKBEINER, FIRST STOP, FLANNELS, FLOTTE, FOLDER, FORD, FOSSIL, FRAME, FRATELLI, FREE PEOPLE, FULLERS, GABOR,
   GABRIELS, GAILS, GALA, GALERIA, GAMA, GAMMA, GANT, GAUCHO, GAUTIER, GECO, GEERS, GIANT, GIORDANO, GIRAFFE,
   GLOBALES, GLOBO, GLOBUS, GOALS, GOED, GOLDSMITHS, GOOSSENS, GRAFF, GRANADO, GRANIT, GREET, GRIND, GROM, GUESS,
   GULF, GUSTO, HAAN, HALIFAX, HALLMARK, HAMMER, HARVESTER, HARVEYS, HEADMASTERS, HELBING, HELVETIA, HERMES, HERTZ,
   HILTON, HIPPOPOTAMUS, HOBBS, HOFFMANN, HOFFNER, HOLLISTER, HOME COOK, HOOTERS, HORL, HOYER, HUBO, HUMANA, HURSTS,
   HUSSEL, IBIS, ICELAND, IHLE, IMMERGRUN, INDIGO, INFINITI, INNO, INSOMNIA, INTREND, INVER, JAGUAR, JAMIN, JEEP,
   JIGSAW, JO JOE, JOKERS, JONAK, JOULES, JULES, JULIAS, JUMBO, JUNGE, KAMPS, KARMA, KARTELL, KAUAI, KEIM, KENZO,
   KIDO, KIESER, KIPLING, KLASS, KLIER, KODI, KOHLER, KONRAD, KRUIDVAT, KULT, LADA, LANTANA, LECOT, LEIFERT,
   LEIGHTONS, LEISER, LEON, LEOS, LIME, LIU JO, LLOYD, LOCKE, LODING, LOOP, LOTUS, LOUNGES, LUCIANO, LUCID, LUKOIL,
   LUPA, LUSH, MACE, MADURA, MAES, MAGNET, MAGO, MAJE, MAJESTIC, MALOA, MANGO, MANTEL, MARATHON, MARELLA, MARSTONS,
   MARTIN MARTIN, MASSIMO DUTTI, MAVI, MAX CO, MAX ET MOI, MAX MARA, MELIA, MERCURE, MERKAL, MESSIKA, MIDAS, MIELE,
   MIKEL, MILAR, MILLENNIUM, MILLETS, MINI, MISTER LADY, MITRA, MOBIL, MONSOON, MOOCH, MORGAN, MORLEYS, MOSS,
   MOTIVI, MOTTO, MULBERRY, MULLER, MUSTANG, NAME IT, NATURA, NAUTICA, NEAT, NETTO, NEUHAUS, NEW BALANCE, NEW LOOK,
   NEW YORKER, NEXT, NEXT HOME, NICHOLSONS, NIKE, NISA, NORAH, NORMA, NUANCE, OASIS, OBRIENS, ODEON, ODIN, OLD NAVY,
   OLEARYS, OLYMP, OMEGA, ONEILL, ONEILLS, ORCHESTRA, OSPREY, PABLO, PACE, PALMERS, PANDORA, PANOS, PAPRIKA,
   PATAGONIA, PATHE, PAUL, PAUSA, PEACOCKS, PELAYO, PELOTON, PENNEYS, PENNY, PEPES, PICARD, PINK, PITSTOP, POCO,
   POLARIS, POMODORO, PORTA, PRADA, PRAXIS, PREMIO, PRIMERA, PRIMOR, PRINTEMPS, PROXI, PULLMAN, PUMA, PUMPKIN,
   QUICK, QUIZ, RAFFLES, RAINBOW, RATAPLAN, REALE, RELAY, RENAISSANCE, RENO, RENOIR, REPLAY, RESERVED, REVOLUTION,
   RIBS, RIEKER, RISCHART, RITUALS, ROBINSONS, RODILLA, ROLLER, ROMAN, ROOM MATE, ROOTS, ROSEWOOD, RUBIS, RUFFIANS,
   RYMAN, SACHA, SALAMANDER, SALOMON, SALSA, SATURN, SAVERS, SCAPINO, SCHAFERS, SCHUH, SCOPE, SCRIBBLER, SEAT,
   SEHNE, SEIKO, SHARPS, SHELL, SHELTER, SIDESTEP, SILKEN, SIMMONS, SISLEY, SLATERS, SMILEYS, SNIPES, SOEUR, SONDER,
   SONIC, SPAR, SPEEDY, SPRINGFIELD, SPRINT, SPRINTER, STADIUM, STEFANEL, STELLA, STEPS, STREET ONE, STREET SHOES,
   SUBDUED, SUBWAY, SUMA, SUMO, SWINTON, TANGO, TARO, TATI, TEMPUR, TEUFEL, THALIA, THYME, TINK, TODS, TOM CO,
   TOPAZ, TORTILLA, TOSSED, TOUS, TRAFIC, TREK, TRESPASS, TRIBE, TRIUMPH, TUCO, TUDOR, TUMI, TYPO, U SAVE, ULTRAMAR,
   UTILE, VAGABOND, VALENTINO, VANS, VELO, VERHAGE, VERITAS, VESPA, VIBA, VIBRA, VIDAL, VILA, VINCENTS, VIPS, VITO,
   VIVE, VIVO, WALLIS, WAREHOUSE, WARREN JAMES, WASABI, WASH, WATSONS, WAVES, WEEKDAY, WEMPE, WESTFALEN, WHISTLES,
   WICKES, WILDWOOD, WINNERS, WOLFORD, WOODIES, XENOS, YOLK, YOUNGS, ZARA, ZEEMAN, ZEST, ZIPPY, ZURICH`);

/** First words that make a name look like a person's, besides words/given-names.yaml. */
const GIVEN_NAMES =
  namesIn(`ALEXANDER, ALLEN, ANNA, ANNE, ARMAND, ARNOLD, ARTHUR, BEN, BETTY, BOB, BOBBI, BRUNO, CALVIN, CAMILLE, CHARLES,
   CHARLOTTE, CHRISTIAN, CLAUDIA, CLAUDIE, DANIEL, DAVID, DEAN, DOROTHY, DRAKE, EDDIE, ELENA, ELISABETTA, EMIL,
   EMILIO, ERIC, ERNEST, FRANCK, FRANCO, FRASER, FRED, FRITZ, GERRY, GINA, GIORGIO, GLORIA, GUDRUN, GUY, HANS,
   HARRY, HARVEY, HERMAN, HOWARD, HUGO, JACK, JACQUES, JEAN, JEFF, JIL, JIMMY, JOE, JOHN, JUAN, JULIEN, JULIUS,
   KAREN, KARL, KATE, KURT, LAURA, LEE, LOUIS, LUISA, MARC, MARCEL, MARCO, MARIE, MARINA, MARTIN, MATT, MICHAEL,
   NELSON, OLIVER, PASCAL, PAUL, PETER, PIERRE, RALPH, ROBERT, ROBERTO, ROGER, ROLF, ROSE, SALLY, SALVADOR,
   SALVATORE, SAMUEL, SERGE, SIMON, STELLA, STUART, SUE, TED, THOM, THOMAS, TIM, TOM, TOMMY, TONY, TORY, ULLA,
   VANESSA, WILLIAM, WILMA, YVES`);

const yamlOf = (file) => parse(readFileSync(file, 'utf8'));

/** The spellings that our own entries claim, whatever the country: they know better. */
function ownSpellings() {
  const files = readdirSync(PARTIES, { recursive: true }).filter(
    (file) => /\.yaml$/.test(file) && !/brands-[a-z]+\.yaml$/.test(file),
  );
  return new Set(
    files.flatMap((file) => yamlOf(join(PARTIES, file)).entries.flatMap((entry) => entry.match.map(normalisePattern))),
  );
}

/** Our countries in which the index says a brand trades; all of them for a brand of the world. */
function countriesOf({ include = [], exclude = [] }) {
  const codes = (list) => list.filter((place) => typeof place === 'string').map((place) => place.toUpperCase());
  const included = codes(include);
  const holds = (country) =>
    included.some((code) => REGIONS.has(code) || code === country || code.startsWith(`${country}-`));
  return COUNTRIES.filter((country) => holds(country) && !codes(exclude).includes(country));
}

const lettersOf = (name) => name.replace(/[^A-Z]/g, '').length;

/** Whether a spelling can stand for a brand at all. */
function isUsable(name, given) {
  const isLatin = /\p{Script=Latin}/u.test(given) && !/[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{S}\p{M}]/u.test(given);
  return isLatin && !/[#*]/.test(given) && lettersOf(name) >= LETTERS_MIN && !NEVER.has(name);
}

/** Whether two words are one but for an ending (JOHN, JOHNS). */
function areKin(a, b) {
  return a === b || (Math.min(a.length, b.length) >= LETTERS_MIN && (a.startsWith(b) || b.startsWith(a)));
}

/** Further spellings: the words without space, and the index's other names that share two words with the brand's own. */
function variantsOf(name, matchNames) {
  const glued = name.replaceAll(' ', '');
  const isGlueable = glued !== name && glued.length >= GLUED_LETTERS.min && glued.length <= GLUED_LETTERS.max;
  const variants = matchNames.filter((given) => {
    const variant = normaliseText(given);
    if (!isUsable(variant, given) || ` ${variant} `.includes(` ${name} `)) return false;
    const shared = variant.split(' ').filter((word) => name.split(' ').some((own) => areKin(own, word)));
    return variant === glued || (shared.length >= 2 && !LEGAL_FORM.test(variant));
  });
  return [...new Set([...(isGlueable ? [glued] : []), ...variants.map(normaliseText)])];
}

function brandsOfTrade([file, role, needs, keys], order, index) {
  const paths = keys.split(';').flatMap((part) => {
    const [key, values] = part.split(':');
    return values
      .trim()
      .split(/\s+/)
      .map((value) => `brands/${key.trim()}/${value}`);
  });
  return paths.flatMap((path) => (index[path]?.items ?? []).map((item) => brandOf(item, file, role, needs, order)));
}

function brandOf({ id, displayName, tags, locationSet, matchNames = [] }, file, role, needs, order) {
  const title = tags.name ?? tags.brand ?? displayName;
  const name = normaliseText(title);
  const health = role === 'insurer' && /krankenkasse|\b(AOK|BKK|IKK)\b|gesundheit/i.test(title);
  const wikidata = tags['brand:wikidata'];
  return {
    id,
    file,
    title,
    name,
    wikidata,
    order,
    matchNames,
    role: health ? 'health_insurer' : role,
    needs: needs === 'card' ? needs : null,
    countries: countriesOf(locationSet),
    usable: isUsable(name, title),
  };
}

/** More countries first, then the earlier trade, then the index's own id. */
function byWeight(a, b) {
  return b.countries.length - a.countries.length || a.order - b.order || (a.id < b.id ? -1 : 1);
}

/** What a bare name means first: a supermarket rather than its pumps, a fuel station rather than its shop and café. */
const FIRST_ROLES = ['fuel_station', 'supermarket'];
/** Names whose trade neither that nor the number of countries tells rightly. */
const ROLE_OF = new Map(
  Object.entries({ 'ASDA EXPRESS': 'food_shop', 'CARREFOUR CONTACT': 'food_shop', PUMA: 'shop', CONRAD: 'shop' }),
);
for (const name of ['MERCEDES BENZ', 'PORSCHE', 'TESLA']) ROLE_OF.set(name, 'car_service');
ROLE_OF.set('RAIFFEISEN', 'bank');

function byTrade(a, b) {
  const standing = ({ name, role }) => (ROLE_OF.get(name) === role ? FIRST_ROLES.length : FIRST_ROLES.indexOf(role));
  return standing(b) - standing(a) || byWeight(a, b);
}

/** One brand a spelling; the same name in the same trade elsewhere lends its countries. */
function choose(brands, claimed) {
  const kept = new Map();
  for (const brand of brands.filter(({ usable, countries }) => usable && countries.length > 0).sort(byTrade)) {
    const same = kept.get(brand.name);
    if (same && same.role === brand.role)
      same.countries = COUNTRIES.filter((c) => [...same.countries, ...brand.countries].includes(c));
    if (!same && !claimed.has(brand.name)) kept.set(brand.name, { ...brand, match: [brand.name] });
  }
  const taken = new Set([...claimed, ...kept.keys()]);
  for (const brand of [...kept.values()].sort(byWeight)) {
    const free = variantsOf(brand.name, brand.matchNames).filter((variant) => !taken.has(variant));
    for (const variant of free) taken.add(variant);
    brand.match.push(...free);
  }
  return [...kept.values()];
}

/** An ordinary word counts only where the brand is usually paid: an insurer by direct debit, everybody else by card. */
function needsOf({ name, role, needs }, givenNames) {
  if (needs || role === 'bank') return needs;
  if (!ON_CARD_ONLY.has(name) && !givenNames.has(name.split(' ')[0])) return null;
  return /insurer$/.test(role) ? 'direct_debit' : 'card';
}

const quoted = (text) =>
  /^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 .&'’+-]*$/.test(text) && !/^(yes|no|on|off|true|false|null|y|n)$/i.test(text)
    ? text.trim()
    : JSON.stringify(text);

function lineOf(brand, fileRole, givenNames) {
  const isWorldwide = brand.countries.length === COUNTRIES.length;
  const needs = needsOf(brand, givenNames);
  const fields = [
    `id: nsi.${brand.name.toLowerCase().replaceAll(' ', '-')}`,
    `name: ${quoted(brand.title)}`,
    `match: [${brand.match.map(quoted).join(', ')}]`,
    ...(brand.role === fileRole ? [] : [`role: ${brand.role}`]),
    ...(isWorldwide ? [] : [`countries: [${brand.countries.map(quoted).join(', ')}]`]),
    ...(needs ? [`needs: ${needs}`] : []),
    ...(/^Q\d+$/.test(brand.wikidata ?? '') ? [`wikidata: ${brand.wikidata}`] : []),
  ];
  return `  - { ${fields.join(', ')} }`;
}

function write(file, brands, version, givenNames) {
  const role = TRADES.find(([name]) => name === file)[1];
  const lines = brands.sort((a, b) => (a.name < b.name ? -1 : 1)).map((brand) => lineOf(brand, role, givenNames));
  const head = `# Written by scripts/compile-brands.mjs; do not edit. To mend an entry, give the name an entry of ours and run the script.
role: ${role}
countries: []
source: { kind: dataset, title: "name-suggestion-index ${version}", url: "https://github.com/osmlab/name-suggestion-index", licence: "BSD-3-Clause" }
yields: true
entries:
`;
  writeFileSync(join(PARTIES, 'global', `brands-${file}.yaml`), `${head}${lines.join('\n')}\n`);
  console.log(`brands-${file}.yaml: ${lines.length}`);
}

const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
const { nsi } = JSON.parse(readFileSync(join(PACKAGE, 'dist/json/nsi.min.json'), 'utf8'));
const words = yamlOf(join(ROOT, 'src/reference/words/given-names.yaml')).words.map(normaliseText);
const givenNames = new Set([...GIVEN_NAMES, ...words]);
const claimed = ownSpellings();
const chosen = choose(
  TRADES.flatMap((trade, order) => brandsOfTrade(trade, order, nsi)),
  claimed,
);
for (const file of readdirSync(join(PARTIES, 'global'))) {
  if (/^brands-[a-z]+\.yaml$/.test(file)) rmSync(join(PARTIES, 'global', file));
}
for (const file of new Set(TRADES.map(([name]) => name))) {
  write(
    file,
    chosen.filter((brand) => brand.file === file),
    version,
    givenNames,
  );
}
console.log(`${chosen.length} brands`);
