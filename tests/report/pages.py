"""Texts of the hand-made ledger: short pages about three happenings, like the samples."""

WIRE = """Air strike on market in northwest Syria kills at least 17: monitor

AFP
April 23, 2018 7:42 PM

BEIRUT (AFP) — An air strike on a crowded market in the northern Syrian town of Salqin killed at least 17 people on Monday, including three children, the Syrian Observatory for Human Rights said.
The rescue service known as the White Helmets said its teams had pulled 19 bodies from the rubble and taken about 40 wounded to two field hospitals in the province of Idlib.
Moscow has repeatedly denied hitting civilians in Idlib.
Most of the province, on the border with Turkey, is controlled by Hayat Tahrir al-Sham, a jihadist alliance.
More than 350,000 people have been killed in Syria since the war started in March 2011, according to the Observatory."""

COPY = (
    "Delta Courier Online\nHome News Business Sport Opinion\n23 April 2018\n"
    + WIRE.replace("AFP\nApril 23, 2018 7:42 PM\n\n", "", 1)
    + "\nRead also: Ten places to eat outdoors this summer\n© 2018 Delta Courier Online. All rights reserved."
)

FOLLOW = """Toll in Syria market strike climbs to 24 as Damascus denies role
BEIRUT, Lebanon (AFP) — The death toll from an air strike on a market in Syria's Idlib province has risen to 24, the Syrian Observatory for Human Rights said Tuesday, as Damascus denied that its warplanes had flown over the area.
"We have now recorded 26 martyrs and nearly 60 injured," the White Helmets said on Twitter.
A doctor, quoted by the Idlib Health Directorate, said dozens of people had been brought in wounded after Monday's raid on Salqin.
A rebel commander told AFP that a Syrian Sukhoi Su-22 had carried out the attack.
A wider offensive on Idlib could drive up to 800,000 people towards the Turkish border, the UN's humanitarian office warned.
Turkey, Russia and Iran are due to hold a new round of talks on Syria next month."""

STATE = """Barada State Broadcasting | English service
Military source denies claims on Salqin, says terrorists' depot exploded
"No sortie was flown over Salqin or its surroundings on Monday," a military source said in a statement. An explosion in an ammunition depot killed a number of the terrorists, the source added.
The source warned those who bear arms in Idlib that they would meet the fate of their likes in Ghouta.
Follow Barada on Telegram"""

COUNCIL = """Idlib: local council says 28 dead in market strike
The local council of Salqin said on Tuesday that 28 people were killed in Monday's air strike on the town's market and that scores were wounded. The council blamed Russian warplanes."""

MALI = """The Lakeside Gazette - World
Nine soldiers dead in attack on Mali army post
BAMAKO (AFP) — Nine Malian soldiers were killed and six are missing after gunmen overran the post at Dioungani on Wednesday, the army said.
The provisional toll is nine dead and between 10 and 15 assailants killed, Colonel Seydina Traoulet said.
The post was still in the hands of the attackers on Wednesday afternoon, a local elected official said. At least 20 bodies lay in the yard, villagers told him.
More than 140 soldiers have died in Mali since September, by AFP's count.
There was no immediate claim of responsibility."""

JNIM = """Sahel Ledger
Jihadist alliance claims Mali camp attack, threatens villages that help army
The Group to Support Islam and Muslims (JNIM) said its fighters killed 27 soldiers at Dioungani on Wednesday, according to the SITE Intelligence Group.
"No soldier is in the hands of the terrorists," army spokesman Colonel Seydina Traoulet said. The Malian army has acknowledged 15 dead.
"Whoever guides the soldiers will be treated as a soldier," said Abu Hafs al-Dogouli, a JNIM spokesman. "Kill them where they sleep and burn their convoys," he said.
The army recaptured the post at Dioungani on Friday, the defence ministry said."""

ITURI = """Militia accused of mass abduction in Ituri
BUNIA (Reuters) — Armed men abducted thirty-two people near Lopa on Sunday, civil society coordinator Jean-Bosco Uchandi said.
Lieutenant Alain Mbusira said about 20 people were missing and that no one had died.
The UN mission, MONUSCO, said at least 26 people were abducted, including nine women and four children.
"CODECO has taken nobody," said Patrick Lotsimbo, its spokesman."""

TALKS = """The Bunia Observer (English edition)
Militia and envoys to meet in Bunia over Lopa hostages
Envoys of the government and delegates of the CODECO militia will meet in Bunia on Thursday, the governor's office said on Monday.
The two sides met for three hours on Saturday at Kpandroma.
The two sides signed a truce at Kpandroma, a youth leader said.
"Operations will resume if the talks fail," Lieutenant Alain Mbusira said."""

RADIO = """Radio Mto Shari
Two young men were killed near Lopa on Sunday, Jean-Bosco Uchandi said.
Gunmen also burned trucks somewhere in Mali last week, a driver said."""
