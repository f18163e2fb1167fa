### Emoji: die van elke dag, en de woorden waarmee je ze vindt.

messages-emoji-faces = Gezichten
messages-emoji-faces-list = 😀 lach, blij; 😃 brede lach, vreugde; 😄 lachen, lachende ogen; 😁 grijns, tanden; 😅 oef, zweet; 😂 tranen van het lachen; 🤣 omvallen van het lachen; 🙂 kleine glimlach; 😉 knipoog; 😊 dank, blozen; 😇 engel, braaf; 🥰 liefde, hartjes; 😍 hartjesogen, prachtig; 😘 kus; 😋 lekker, mjam; 😜 grapje, tong; 🤗 knuffel; 🤭 oeps, giechel; 🤔 nadenken, hmm; 🤐 mondje dicht, geheim; 😐 neutraal; 😴 slapen, moe; 😷 masker, ziek; 🤒 koorts, ziek; 🤕 gewond, verband; 🥳 feest, verjaardag; 😎 cool, zonnebril; 😮 oh, verrast; 😢 verdrietig, traan; 😭 huilen; 😤 boos, zucht; 😡 woedend; 😱 bang, paniek; 🙄 rollende ogen; 😬 ongemakkelijk, ai
messages-emoji-hands = Handen
messages-emoji-hands-list = 👍 duim, akkoord, ja; 👎 duim omlaag, nee; 👏 bravo, applaus; 🙌 hoera, handen omhoog; 🙏 dank, alsjeblieft; 👋 hallo, dag; 🤝 afspraak, handdruk; 💪 kracht, moed; 👌 perfect, oké; ✌️ vrede, overwinning; 🤞 duimen, geluk; 👉 rechts, dit; 👆 boven, hierboven; ✋ stop, hand; 🖐️ vijf, hand; 🤙 bel me
messages-emoji-hearts = Hartjes en tekens
messages-emoji-hearts-list = ❤️ hart, liefde; 🧡 oranje hart; 💛 geel hart; 💚 groen hart; 💙 blauw hart; 💜 paars hart; 🖤 zwart hart; 💔 gebroken hart; 💯 honderd, helemaal; ✅ gedaan, aangevinkt; ❌ nee, geannuleerd; ❓ vraag; ❗ let op, belangrijk; ⭐ ster; 🔥 vuur, geweldig; ✨ glinstering, nieuw; ⚠️ gevaar, opgepast; 🚫 verboden
messages-emoji-school = School en dingen
messages-emoji-school-list = 🏫 school; 🎒 boekentas, rugzak; 📚 boeken, bibliotheek; 📖 lezen, boek; ✏️ potlood; 🖊️ pen, ondertekenen; 📝 huiswerk, nota; 📎 paperclip, document; ✂️ schaar, knutselen; 📐 geodriehoek, wiskunde; 🎨 schilderen, tekenen; 🎵 muziek, zingen; 🎭 toneel, voorstelling; ⚽ voetbal, sport; 🏀 basketbal, sport; 🏊 zwemmen, zwembad; 🚲 fiets; 🚌 bus, uitstap; 💻 computer; 📱 telefoon, gsm; 📷 foto; 📅 datum, kalender; ⏰ uur, wekker; 🔔 bel, herinnering; 📣 aankondiging; 📍 plaats, adres; 🔑 sleutel; 💶 geld, betalen, euro
messages-emoji-people = Mensen
messages-emoji-people-list = 👶 baby; 👦 jongen; 👧 meisje; 👩 vrouw, mama; 👨 man, papa; 👵 grootmoeder, oma; 👴 grootvader, opa; 👩‍🏫 juf, leerkracht; 👨‍🏫 meester, leerkracht; 👪 gezin, familie; 🧑‍🍳 kok, refter; 🧑‍⚕️ dokter, verpleger; 🏃 lopen, te laat; 🚶 wandelen, te voet; 🤷 ik weet het niet
messages-emoji-nature = Natuur en weer
messages-emoji-nature-list = ☀️ zon, mooi weer; 🌤️ opklaringen; ☁️ wolk; 🌧️ regen, laarzen; ⛈️ onweer; ❄️ sneeuw, koud; ⛄ sneeuwman; 🌈 regenboog; 🌱 plantje, moestuin; 🌳 boom, bos; 🌸 bloem, lente; 🍂 herfst, bladeren; 🐶 hond; 🐱 kat, poes; 🐰 konijn; 🐻 beer, knuffel; 🐸 kikker; 🐝 bij; 🦋 vlinder; 🐞 lieveheersbeestje
messages-emoji-food = Aan tafel
messages-emoji-food-list = 🍎 appel, fruit; 🍌 banaan; 🍓 aardbei; 🥕 wortel, groente; 🥪 boterham, broodje; 🍕 pizza; 🍟 frieten; 🍝 pasta, spaghetti; 🍲 soep, warme maaltijd; 🧀 kaas; 🥐 croissant; 🍪 koekje, tussendoortje; 🎂 taart, verjaardag; 🍫 chocolade; 🧃 sapje, brik; ☕ koffie; 💧 water, drinkbus; 🍽️ maaltijd, refter
messages-emoji-party = Feesten en uitstappen
messages-emoji-party-list = 🎉 feest, gefeliciteerd; 🎈 ballon; 🎁 cadeau; 🎃 halloween, pompoen; 🎄 kerstmis, kerstboom; 🎅 sinterklaas, kerstman; 🥚 ei, pasen; 🕯️ kaars; 🎪 schoolfeest, circus; 🎬 film, bioscoop; 🏆 beker, gewonnen; 🥇 medaille, eerste; 🎲 spel, dobbelsteen; 🧩 puzzel; 🛝 glijbaan, speeltuin; 🏖️ strand, zee; ✈️ vliegtuig, vakantie; 🚗 auto, carpool
