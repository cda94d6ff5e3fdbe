namespace Archivist.Evidence;

/// <summary>RFC 4648 4, without the liberties of the framework's decoder: no white space, no spare bits.</summary>
internal static class CanonicalBase64
{
    internal static bool TryDecode(string text, Span<byte> bytes, out int length) =>
        Convert.TryFromBase64String(text, bytes, out length) && Convert.ToBase64String(bytes[..length]) == text;
}
