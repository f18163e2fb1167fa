### Emoji: those of every day, and the words that find them.

messages-emoji-faces = Faces
messages-emoji-faces-list = 😀 smile, happy; 😃 big smile, joy; 😄 laugh, smiling eyes; 😁 grin, teeth; 😅 phew, sweat; 😂 tears of joy, laugh; 🤣 rolling, laugh; 🙂 slight smile; 😉 wink; 😊 thanks, blush; 😇 angel, good; 🥰 love, hearts; 😍 heart eyes, love it; 😘 kiss; 😋 yummy, delicious; 😜 joke, tongue; 🤗 hug; 🤭 oops, giggle; 🤔 thinking, hmm; 🤐 zip, secret; 😐 neutral; 😴 sleep, tired; 😷 mask, sick; 🤒 fever, sick; 🤕 hurt, bandage; 🥳 party, birthday; 😎 cool, sunglasses; 😮 oh, surprised; 😢 sad, tear; 😭 crying; 😤 huff, annoyed; 😡 angry; 😱 scared, panic; 🙄 rolling eyes; 😬 awkward, ouch
messages-emoji-hands = Hands
messages-emoji-hands-list = 👍 thumbs up, agreed, yes; 👎 thumbs down, no; 👏 clap, bravo; 🙌 hooray, raised hands; 🙏 thanks, please; 👋 hello, bye; 🤝 deal, handshake; 💪 strong, courage; 👌 perfect, ok; ✌️ peace, victory; 🤞 fingers crossed, luck; 👉 right, this; 👆 up, above; ✋ stop, hand; 🖐️ five, hand; 🤙 call me
messages-emoji-hearts = Hearts and signs
messages-emoji-hearts-list = ❤️ heart, love; 🧡 orange heart; 💛 yellow heart; 💚 green heart; 💙 blue heart; 💜 purple heart; 🖤 black heart; 💔 broken heart; 💯 hundred, totally; ✅ done, check; ❌ no, cancelled; ❓ question; ❗ important, exclamation; ⭐ star; 🔥 fire, great; ✨ sparkles, new; ⚠️ warning, careful; 🚫 forbidden
messages-emoji-school = School and things
messages-emoji-school-list = 🏫 school; 🎒 school bag, backpack; 📚 books, library; 📖 read, book; ✏️ pencil; 🖊️ pen, sign; 📝 homework, note; 📎 paperclip, document; ✂️ scissors, craft; 📐 ruler, maths; 🎨 paint, art; 🎵 music, song; 🎭 theatre, show; ⚽ football, sport; 🏀 basketball, sport; 🏊 swimming, pool; 🚲 bike; 🚌 bus, trip; 💻 computer; 📱 phone; 📷 photo, camera; 📅 date, calendar; ⏰ time, alarm; 🔔 bell, reminder; 📣 announcement; 📍 place, address; 🔑 key; 💶 money, pay, euro
messages-emoji-people = People
messages-emoji-people-list = 👶 baby; 👦 boy; 👧 girl; 👩 woman, mum; 👨 man, dad; 👵 grandmother, granny; 👴 grandfather, grandpa; 👩‍🏫 teacher, woman; 👨‍🏫 teacher, man; 👪 family; 🧑‍🍳 cook, canteen; 🧑‍⚕️ doctor, nurse; 🏃 run, late; 🚶 walk, on foot; 🤷 no idea, shrug
messages-emoji-nature = Nature and weather
messages-emoji-nature-list = ☀️ sun, nice weather; 🌤️ sunny spells; ☁️ cloud; 🌧️ rain, boots; ⛈️ storm; ❄️ snow, cold; ⛄ snowman; 🌈 rainbow; 🌱 plant, garden; 🌳 tree, wood; 🌸 flower, spring; 🍂 autumn, leaves; 🐶 dog; 🐱 cat; 🐰 rabbit; 🐻 bear, teddy; 🐸 frog; 🐝 bee; 🦋 butterfly; 🐞 ladybird
messages-emoji-food = Food
messages-emoji-food-list = 🍎 apple, fruit; 🍌 banana; 🍓 strawberry; 🥕 carrot, vegetable; 🥪 sandwich, lunch; 🍕 pizza; 🍟 chips, fries; 🍝 pasta, spaghetti; 🍲 soup, hot meal; 🧀 cheese; 🥐 croissant; 🍪 biscuit, snack; 🎂 cake, birthday; 🍫 chocolate; 🧃 juice; ☕ coffee; 💧 water, bottle; 🍽️ meal, canteen
messages-emoji-party = Parties and trips
messages-emoji-party-list = 🎉 party, congratulations; 🎈 balloon; 🎁 present, gift; 🎃 halloween, pumpkin; 🎄 christmas, tree; 🎅 santa; 🥚 egg, easter; 🕯️ candle; 🎪 school fair, circus; 🎬 film, cinema; 🏆 cup, won; 🥇 medal, first; 🎲 game, dice; 🧩 puzzle; 🛝 slide, playground; 🏖️ beach, sea; ✈️ plane, holiday; 🚗 car, carpool
