import { armor, Encrypter } from 'age-encryption';

/** A token's JSON file in the age format, armored. Null if a recipient's checksum is wrong. */
export async function encryptFor(
  recipients: readonly string[],
  text: string,
): Promise<string | null> {
  const encrypter = new Encrypter();
  try {
    for (const recipient of recipients) encrypter.addRecipient(recipient);
  } catch {
    return null;
  }
  return armor.encode(await encrypter.encrypt(text));
}
