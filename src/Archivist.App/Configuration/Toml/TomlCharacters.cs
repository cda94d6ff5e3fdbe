namespace Archivist.App.Configuration.Toml;

/// <summary>ABNF DIGIT and HEXDIG: ASCII only, unlike char.IsDigit.</summary>
internal static class TomlCharacters
{
    extension(ReadOnlySpan<char> text)
    {
        internal bool ContainsOnlyDigits() => !text.ContainsAnyExceptInRange('0', '9');

        internal bool ContainsOnlyHexDigits()
        {
            foreach (var c in text)
            {
                if (!char.IsAsciiHexDigit(c))
                    return false;
            }

            return true;
        }
    }
}
