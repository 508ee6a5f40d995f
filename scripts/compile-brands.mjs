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
const GLUED_LETTERS_MIN = 8;

/** Which trades we take: file, role, and the index's keys. In this order a name keeps its trade when it has several. */
const TRADES = [
  ['food', 'supermarket', 'shop: supermarket wholesale'],
  [
    'food',
    'food_shop',
    `shop: convenience bakery pastry butcher greengrocer seafood cheese deli frozen_food health_food confectionery chocolate
    beverages alcohol wine tea coffee`,
  ],
  ['home', 'shop', 'shop: department_store variety_store'],
  ['restaurants', 'restaurant', 'amenity: fast_food restaurant cafe pub bar ice_cream'],
  [
    'clothes',
    'shop',
    'shop: clothes shoes bag fashion_accessories jewelry watches leather baby_goods second_hand household_linen fabric',
  ],
  ['sport', 'sports_shop', 'shop: sports outdoor fishing'],
  ['sport', 'gym', 'leisure: fitness_centre sports_centre dance'],
  [
    'home',
    'shop',
    `shop: furniture doityourself hardware trade paint kitchen bed houseware interior_decoration garden_centre electronics
    appliance electrical hifi computer mobile_phone photo camera bathroom_furnishing tiles carpet pet florist gift stationery
    books music video_games toys craft art bicycle kiosk newsagent pawnbroker vacuum_cleaner curtain games`,
  ],
  ['home', 'shop', 'shop: cosmetics perfumery beauty chemist hairdresser hairdresser_supply'],
  ['home', 'shop', 'shop: charity', 'card'],
  ['health', 'pharmacy', 'amenity: pharmacy'],
  [
    'health',
    'health_provider',
    'shop: optician hearing_aids medical_supply; amenity: dentist clinic hospital; healthcare: laboratory audiologist',
  ],
  ['mobility', 'fuel_station', 'amenity: fuel charging_station'],
  [
    'mobility',
    'car_service',
    'shop: car_repair tyres car_parts motorcycle_repair motorcycle; amenity: car_wash parking vehicle_inspection',
  ],
  ['mobility', 'car_service', 'shop: car', 'card'],
  ['mobility', 'transport_operator', 'amenity: car_rental car_sharing bicycle_rental'],
  ['leisure', 'travel', 'tourism: hotel hostel motel caravan_site; shop: travel_agency'],
  [
    'leisure',
    'leisure',
    'amenity: cinema; tourism: theme_park; leisure: bowling_alley trampoline_park indoor_play escape_game',
  ],
  ['leisure', 'gambling_operator', 'shop: bookmaker lottery; amenity: gambling casino; leisure: adult_gaming_centre'],
  ['leisure', 'tobacconist', 'shop: tobacco e-cigarette'],
  ['money', 'insurer', 'office: insurance'],
  ['money', 'bank', 'amenity: bank'],
  ['money', 'remittance_service', 'amenity: money_transfer'],
  ['learning', 'childcare', 'amenity: kindergarten childcare'],
  ['learning', 'education', 'amenity: language_school prep_school driving_school music_school college'],
];

/** Names that are towns, bank jargon or phrases of any sort: never a brand on their own. */
const NEVER = new Set(
  `ARBEITERWOHLFAHRT ARBEITER SAMARITER BUND|AUTOMAT|BANKING HUB|BEST|BETTER|BRISTOL|BUDGET|BUND|CARD CENTRE|CARGO|CASH|CASH SERVICES|CATALONIA|CENTRAL|
  CENTRO HOTEL|CHANGE|CHARTER|CLASSIC|COACH|COMBI|CONTINENTAL|CONTINENTALE|DEPOT|DIAKONIE|EDITION|ELEMENT|ENTERPRISE|EXCHANGE|EXPERT|
  EXPRESS|FAMILIA|FIRST CHARGE|FOYER|FREE|GAME|GENESIS|GEORGE|GLOBAL|GRADUATE|HABITAT|HAMPTON|HELL|HET GOED|HIT|HOME|HOTTER|
  ICELAND BANK|IMPACT HUB|INSIDE|INTERCONTINENTAL|KIOSK|LIMBURGIA|LINCOLN|LOTTO|MAISON|MATCH|MAXIMUM|METRO|MIND|MUNICH|NAMUR|NATIONAL|
  NATURE REPUBLIC|NEW STYLE|NIGHT|NORMAL|NOTES|OCCIDENT|OFFICE|OKAY|ON AIR|ONCE|ONE O ONE|ONLY|ORANGE|OUTFIT|PARK INN HOTEL|PERSONA|
  PEUT|PLUS|POINT S|POST OFFICE|POWER|PRACTICAL|PREMIER|PROFI|PROFILE|PURE|QUICKLY|ROYAL RANGERS|SAFEWAY FUEL STATION|SAINT LAURENT|
  SANTA LUCIA|SAVE|SCHMIDT|SECOND HOME|SELECT|SELECTED|SENSE|SERVICE|SKY|SMART|SMART CHARGE|SPACES|STAR|STATION SERVICE|STOP CAFE|SUPER|
  TAFEL|TAILLE|TANK S|THE BARN|THE COFFEE|THE CUMBERLAND|THE NOTTINGHAM|THE STONE|THREE|TOP|TOSCANA|TOTAL|TURNING POINT|UNIVERSA|VERTU|
  VISION|WELCOME|WORK LIFE|YOUR MOVE|ZERO|ZURICH CITY`
    .split('|')
    .map((name) => name.replace(/\s+/g, ' ').trim()),
);

/** Brands that are ordinary words, towns or people's names too: they count on a card payment only. */
const ON_CARD_ONLY = new Set(
  `ACE ACTION ADA ADAGIO ADLER ADMIRAL ADOPT AGATHA AIDEN AIGNER ALAMO ALDO ALEX ALICE ALOFT ALPINE ALUA ALVO ANDRE ANTIC APOSTO ARA ARABICA
  ARAL ARCHE ARKET ARMBRUSTER ASCEND ATLANTE ATOL ATTENDANT AUTOGRAPH AVEC AVIA AVIS AVON AVRIL AWAY BACHMEIER BALENO BALLY BARBOUR BARNES
  BARNARDOS BARRIO BARRYS BASILICO BASTIDE BATA BAYNES BEALES BEEFEATER BEEP BELVOIR BENCH BENE BENTLEY BERYL BETHEL BEVER BIBA BILD BILLS BIRDS
  BLACKS BLINK BLOKKER BOGNER BOHEME BONI BONITA BONJOUR BOOTHS BOOTS BOSCH BOSCO BOSE BOYES BRADLEYS BRAINWASH BRAINWAVE BRAX BRED BREUNINGER
  BREWERS BRICE BRIDGFORDS BROWNS BRUNA BUCHBINDER BURTON BUSCH BUTLERS BYRON CACTUS CADERA CADILLAC CALIDA CAMPANILE CAMPER CANALI CANOPY
  CAPPUCCINO CARAVAN CARITAS CARLIN CARTERS CARTIER CASA CASER CASINO CASTLE CECIL CELINE CELIO CENTRA CHAMPION CHASE CHECKERS CHEVRON CHILIS
  CHIQUITO CHLOE CHRIST CHRYSLER CHURCHS CLAIRES CLARKS CLAUDIO CLINTONS CLOSED COCCINELLE COLICCI COLINS COLORA COLUMBIA COMMA CONCORDIA
  CONNELLS CONRAD CONSUM CONVERSE COOK COOP COOPLANDS CORA CORAL COSMO COSTA COURIR COURTYARD CREAMS CRISIS CROSSTOWN CULTURA CURVES CURZON
  DAYBREAK DEFACTO DEFENDER DENMANS DENNYS DENTON DESA DESCAMPS DEXTERS DIAMOND DIDI DIESEL DIGNITY DIOR DIRK DISCOVERY DOBBE DODGE DOTT DOUGLAS
  DREAMLAND DREAMS DREISSIG DUNE DUNHILL DUNLOP EASON EDWIN ELAN ELECTRA EMMA EMME ENGBERS ERGO ESPRIT ETERNA EVANS FABRIQUE FALKE FAMILA FEBO
  FERBER FERRARI FIELMANN FILA FINKBEINER FLANNELS FLOTTE FOLDER FOLEY FORA FORD FOSSIL FRAME FRATELLI FULLERS FUSO GABOR GABRIELS GAILS GALA
  GALERIA GAMA GAMMA GANT GAUCHO GAUTIER GECO GEERS GIANT GIORDANO GIRAFFE GLOBALES GLOBO GLOBUS GOALS GOED GOLDSMITHS GOOSSENS GORG GRAFF GRANADO
  GRANIT GREET GRIND GROM GUESS GULF GUSTO HAAN HAART HALIFAX HALLMARK HAMMER HARVESTER HARVEYS HEADMASTERS HELBING HELVETIA HERMES HERTZ HILTON
  HIPPOPOTAMUS HOBBS HOFFMANN HOFFNER HOLLISTER HOOTERS HORL HOYER HUBO HUMANA HUNTERS HURSTS HUSSEL IBIS ICELAND IHLE IMMERGRUN INDIGO INDRA INFINITI
  INNO INSOMNIA INTREND INVER JAGUAR JAMIN JEEP JIGSAW JOHNSONS JOKERS JONAK JOULES JULES JULIAS JUMBO JUNGE KAMPS KARMA KARTELL KAUAI KEARNEY KEIM
  KENZO KIDO KIESER KIPLING KLASS KLIER KODI KOHLER KONRAD KRUIDVAT KULT LADA LANTANA LEADERS LECOT LEIFERT LEIGHTONS LEISER LEON LEOS LIME LLOYD LOCKE
  LODING LOOP LOTUS LOUNGES LUCIANO LUCID LUKOIL LUPA LUSH MACE MADURA MAES MAGNET MAGO MAJE MAJESTIC MALOA MANGO MANTEL MARATHON MARELLA MARSTONS
  MAVI MELIA MERCURE MERKAL MESSER MESSIKA META MIDAS MIELE MIKA MIKEL MILAR MILLENNIUM MILLETS MINI MITRA MOBIL MONSOON MOOCH MORGAN MORLEYS MOSS
  MOTIVI MOTTO MULBERRY MULLER MUSTANG NATURA NAUTICA NEAT NETTO NEUHAUS NEXT NICHOLSONS NIKE NISA NORAH NORMA NUANCE OASIS OBRIENS ODEON ODIN OLEARYS
  OLYMP OMEGA ONEILL ONEILLS ORCHESTRA ORION OSPREY PABLO PACE PALMERS PANDORA PANOS PAPRIKA PARKERS PATAGONIA PATHE PAUL PAUSA PEACOCKS PELAYO PELOTON
  PENNEYS PENNY PEPES PICARD PINK PITSTOP POCO PODS POLARIS POMODORO PORTA PRADA PRAXIS PREMIO PRIMERA PRIMOR PRINTEMPS PROMAN PROXI PULLMAN PUMA
  PUMPKIN QUICK QUIZ RAFFLES RAINBOW RATAPLAN REALE RELAY RENAISSANCE RENO RENOIR REPLAY RESERVED REVOLUTION RIBS RIEKER RISCHART RITUALS ROBINSONS
  RODILLA ROLLER ROMAN ROMANS ROOTS ROSEWOOD RUBIS RUFFIANS RYDER RYMAN SACHA SALAMANDER SALOMON SALSA SATURN SAVERS SCAPINO SCHAFERS SCHUH SCHWALBE
  SCOPE SCRIBBLER SEAT SEHNE SEIKO SELECTA SHARPS SHELL SHELTER SIDESTEP SIEMENS SILKEN SIMMONS SISLEY SLATERS SMILEYS SNIPES SOEUR SONDER SONIC
  SPAR SPEEDY SPRINGFIELD SPRINT SPRINTER STADIUM STEFANEL STELLA STEPS SUBDUED SUBWAY SUMA SUMO SWINTON TANGO TARO TATI TAYLORS TEMPUR TEUFEL THALES
  THALIA THYME TIMPSON TINK TODS TOPAZ TORTILLA TOSSED TOUS TRAFIC TREK TRESPASS TRIBE TRIUMPH TUCO TUDOR TUMI TYPO ULTRAMAR UTILE VAGABOND VALENTINO
  VANS VELO VERHAGE VERITAS VESPA VIBA VIBRA VIDAL VILA VINCENTS VIPS VITO VIVE VIVO WALLIS WAREHOUSE WASABI WASH WATSONS WAVES WEBBERS WEEKDAY WEMPE
  WESTFALEN WESTFIELD WHISTLES WICKES WILDWOOD WINKWORTH WINNERS WOLFORD WOODIES XENOS YODEL YOLK YOUNGS ZARA ZEEMAN ZEST ZIPPY ZURICH|AMERICA TODAY|
  CALL IT SPRING|DAN JOHN|DEAN DAVID|FIRST STOP|FREE PEOPLE|HOME COOK|JO JOE|LIU JO|MARTIN MARTIN|MASSIMO DUTTI|MAX CO|MAX ET MOI|MAX MARA|MISTER LADY|
  NAME IT|NEW BALANCE|NEW LOOK|NEW YORKER|NEXT HOME|OLD NAVY|ROOM MATE|STREET ONE|STREET SHOES|TOM CO|U SAVE|US POLO|WARREN JAMES|ROYAL MAIL`
    .split('|')
    .flatMap((part, at) => (at === 0 ? part.split(/\s+/) : [part.replace(/\s+/g, ' ').trim()])),
);

/** First words that make a name look like a person's, besides words/given-names.yaml. */
const GIVEN_NAMES =
  `ALEXANDER ALLEN ANNA ANNE ARMAND ARNOLD ARTHUR BEN BETTY BOB BOBBI BRUNO CALVIN CAMILLE CHARLES CHARLOTTE CHRISTIAN CLAUDIA
  CLAUDIE DANIEL DAVID DEAN DOROTHY DRAKE EDDIE ELENA ELISABETTA EMIL EMILIO ERIC ERNEST FRANCK FRANCO FRASER FRED FRITZ GERRY GINA GIORGIO GLORIA
  GUDRUN GUY HANS HARRY HARVEY HERMAN HOWARD HUGO JACK JACQUES JEAN JEFF JIL JIMMY JOE JOHN JUAN JULIEN JULIUS KAREN KARL KATE KURT LAURA LEE
  LOUIS LUISA MARC MARCEL MARCO MARIE MARINA MARTIN MATT MICHAEL NELSON OLIVER PASCAL PAUL PETER PIERRE RALPH ROBERT ROBERTO ROGER ROLF ROSE SALLY
  SALVADOR SALVATORE SAMUEL SERGE SIMON STELLA STUART SUE TED THOM THOMAS TIM TOM TOMMY TONY TORY ULLA VANESSA WILLIAM WILMA YVES`.split(
    /\s+/,
  );

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

/** Further spellings that hold the brand's own first word, or its words without space. */
function variantsOf(name, matchNames) {
  const glued = name.replaceAll(' ', '');
  const stem = name.replace(/^(THE|LA|LE|LES|DE) /, '');
  const first = stem.split(' ')[0];
  const variants = glued !== name && glued.length >= GLUED_LETTERS_MIN ? [glued] : [];
  for (const given of matchNames) {
    const variant = normaliseText(given);
    const words = variant.split(' ');
    const kin =
      words.includes(first) &&
      first.length >= LETTERS_MIN &&
      words.length > 1 &&
      lettersOf(variant) >= GLUED_LETTERS_MIN;
    const holdsName = ` ${variant} `.includes(` ${name} `);
    if (isUsable(variant, given) && !holdsName && (kin || variant === glued)) variants.push(variant);
  }
  return [...new Set(variants)];
}

function brandsOfTrade([file, role, keys, needs], order, index) {
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
    needs: needs ?? null,
    countries: countriesOf(locationSet),
    usable: isUsable(name, title),
  };
}

/** More countries first, then the earlier trade, then the index's own id. */
function byWeight(a, b) {
  return b.countries.length - a.countries.length || a.order - b.order || (a.id < b.id ? -1 : 1);
}

/** A supermarket's own pumps, cafés and pharmacies bear its name: the shop is what the bare name means. */
function byTrade(a, b) {
  const isShop = (brand) => brand.role === 'supermarket';
  return Number(isShop(b)) - Number(isShop(a)) || byWeight(a, b);
}

function choose(brands, claimed) {
  const kept = new Map();
  for (const brand of brands.filter(({ usable, countries }) => usable && countries.length > 0).sort(byTrade)) {
    if (claimed.has(brand.name) || kept.has(brand.name)) continue;
    kept.set(brand.name, { ...brand, match: [brand.name] });
  }
  const taken = new Set([...claimed, ...kept.keys()]);
  for (const brand of [...kept.values()].sort(byWeight)) {
    for (const variant of variantsOf(brand.name, brand.matchNames)) {
      if (taken.has(variant)) continue;
      taken.add(variant);
      brand.match.push(variant);
    }
  }
  return [...kept.values()];
}

function needsOf(brand, givenNames) {
  if (brand.needs) return brand.needs;
  if (brand.role === 'bank') return null;
  return ON_CARD_ONLY.has(brand.name) || givenNames.has(brand.name.split(' ')[0]) ? 'card' : null;
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
