namespace Archivist.Platform;

/// <summary>The words for firmware on the command line, in settings, records and the ledger.</summary>
public static class FirmwareWords
{
    private static readonly string[] Words = ["bios", "uefi", "secure-boot"];

    /// <summary>All words, in the order of <see cref="Firmware"/>.</summary>
    public static IReadOnlyList<string> All => Words;

    extension(Firmware firmware)
    {
        /// <summary>The word for it.</summary>
        public string Word => Words[(int)firmware];

        /// <summary>The firmware that a word is for; null for any other word.</summary>
        public static Firmware? Find(string word) => Array.IndexOf(Words, word) is var index and >= 0 ? (Firmware)index : null;
    }
}
