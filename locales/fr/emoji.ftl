### Emoji : ceux de tous les jours, et les mots par lesquels on les trouve.

messages-emoji-faces = Visages
messages-emoji-faces-list = 😀 sourire, content; 😃 grand sourire, joie; 😄 rire, yeux rieurs; 😁 sourire, dents; 😅 ouf, sueur; 😂 mort de rire, larmes; 🤣 rouler de rire; 🙂 léger sourire; 😉 clin d’œil; 😊 merci, joues roses; 😇 ange, sage; 🥰 amour, cœurs; 😍 yeux en cœur, j’adore; 😘 bisou; 😋 miam, délicieux; 😜 blague, langue; 🤗 câlin; 🤭 oups, petit rire; 🤔 réfléchir, hmm; 🤐 motus, secret; 😐 neutre; 😴 dormir, fatigué; 😷 masque, malade; 🤒 fièvre, malade; 🤕 blessé, bandage; 🥳 fête, anniversaire; 😎 cool, lunettes; 😮 oh, surpris; 😢 triste, larme; 😭 pleurer; 😤 fâché, soupir; 😡 en colère; 😱 peur, panique; 🙄 yeux au ciel; 😬 gêné, aïe
messages-emoji-hands = Mains
messages-emoji-hands-list = 👍 pouce, d’accord, oui; 👎 pouce en bas, non; 👏 bravo, applaudir; 🙌 hourra, mains levées; 🙏 merci, s’il vous plaît; 👋 bonjour, au revoir; 🤝 accord, poignée de main; 💪 force, courage; 👌 parfait, ok; ✌️ paix, victoire; 🤞 doigts croisés, chance; 👉 à droite, ceci; 👆 en haut, au-dessus; ✋ stop, main; 🖐️ cinq, main; 🤙 appelez-moi
messages-emoji-hearts = Cœurs et signes
messages-emoji-hearts-list = ❤️ cœur, amour; 🧡 cœur orange; 💛 cœur jaune; 💚 cœur vert; 💙 cœur bleu; 💜 cœur violet; 🖤 cœur noir; 💔 cœur brisé; 💯 cent, tout à fait; ✅ fait, coché, présent; ❌ non, annulé; ❓ question; ❗ attention, important; ⭐ étoile; 🔥 feu, génial; ✨ étincelles, nouveau; ⚠️ danger, prudence; 🚫 interdit
messages-emoji-school = École et objets
messages-emoji-school-list = 🏫 école; 🎒 cartable, sac; 📚 livres, bibliothèque; 📖 lire, livre; ✏️ crayon; 🖊️ stylo, signer; 📝 devoirs, note; 📎 trombone, document; ✂️ ciseaux, bricolage; 📐 équerre, mathématiques; 🎨 peinture, dessin; 🎵 musique, chant; 🎭 théâtre, spectacle; ⚽ football, sport; 🏀 basket, sport; 🏊 piscine, natation; 🚲 vélo; 🚌 bus, excursion; 💻 ordinateur; 📱 téléphone; 📷 photo; 📅 date, calendrier; ⏰ heure, réveil, rappel; 🔔 cloche, rappel; 📣 annonce; 📍 lieu, adresse; 🔑 clé; 💶 argent, payer, euro
messages-emoji-people = Personnes
messages-emoji-people-list = 👶 bébé; 👦 garçon; 👧 fille; 👩 femme, maman; 👨 homme, papa; 👵 grand-mère, mamie; 👴 grand-père, papy; 👩‍🏫 maîtresse, institutrice; 👨‍🏫 maître, instituteur; 👪 famille; 🧑‍🍳 cuisinier, cantine; 🧑‍⚕️ médecin, infirmier; 🏃 courir, en retard; 🚶 marcher, à pied; 🤷 je ne sais pas
messages-emoji-nature = Nature et temps
messages-emoji-nature-list = ☀️ soleil, beau temps; 🌤️ éclaircies; ☁️ nuage; 🌧️ pluie, bottes; ⛈️ orage; ❄️ neige, froid; ⛄ bonhomme de neige; 🌈 arc-en-ciel; 🌱 plante, potager; 🌳 arbre, forêt; 🌸 fleur, printemps; 🍂 automne, feuilles; 🐶 chien; 🐱 chat; 🐰 lapin; 🐻 ours, doudou; 🐸 grenouille; 🐝 abeille; 🦋 papillon; 🐞 coccinelle
messages-emoji-food = À table
messages-emoji-food-list = 🍎 pomme, fruit; 🍌 banane; 🍓 fraise; 🥕 carotte, légume; 🥪 sandwich, tartine; 🍕 pizza; 🍟 frites; 🍝 pâtes, spaghetti; 🍲 soupe, repas chaud; 🧀 fromage; 🥐 croissant; 🍪 biscuit, collation; 🎂 gâteau, anniversaire; 🍫 chocolat; 🧃 jus, berlingot; ☕ café; 💧 eau, gourde; 🍽️ repas, cantine
messages-emoji-party = Fêtes et sorties
messages-emoji-party-list = 🎉 fête, félicitations; 🎈 ballon; 🎁 cadeau; 🎃 halloween, citrouille; 🎄 noël, sapin; 🎅 saint nicolas, père noël; 🥚 œuf, pâques; 🕯️ bougie; 🎪 fancy-fair, cirque; 🎬 film, cinéma; 🏆 coupe, gagné; 🥇 médaille, premier; 🎲 jeu, dé; 🧩 puzzle; 🛝 toboggan, plaine de jeux; 🏖️ plage, mer; ✈️ avion, vacances; 🚗 voiture, covoiturage
