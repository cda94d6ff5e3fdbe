namespace Archivist.Keys.Age;

/// <summary>The text form of age files: strict PEM (RFC 7468, section 3).</summary>
internal static class AgeArmor
{
    internal const int Columns = 64;

    /// <summary>Bytes on a full line.</summary>
    internal const int BytesPerLine = 48;

    /// <summary>The most bytes of white space before the text, and after it.</summary>
    internal const int MostWhiteSpace = 1024;

    internal static ReadOnlySpan<byte> Begin => "-----BEGIN AGE ENCRYPTED FILE-----"u8;

    internal static ReadOnlySpan<byte> End => "-----END AGE ENCRYPTED FILE-----"u8;

    internal static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;
}
