using System.Text;

namespace Archivist.App.Web;

/// <summary>User and password of basic authentication (RFC 7617). Never shown.</summary>
internal static class BasicCredentials
{
    private const int LongestField = 4096;

    /// <summary>Reads the field <c>Authorization</c>; null for another scheme, and for what is not of this one.</summary>
    internal static (string User, string Password)? Read(string? field)
    {
        const string Scheme = "Basic ";
        if (field is null || field.Length > LongestField || !field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[field.Length];
        if (!Convert.TryFromBase64String(field[Scheme.Length..].Trim(), bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
