using Archivist.Platform.Files;

namespace Archivist.Operations.Archives;

/// <summary>What speaks against a new password, without repeating any of it.</summary>
internal static class PasswordAdvice
{
    private const int FewCharacters = 12;
    private const int FewDistinct = 6;

    /// <summary>One sentence for each weakness; none when there is nothing to say.</summary>
    internal static IEnumerable<string> About(ReadOnlySpan<byte> password)
    {
        var advice = new List<string>();
        var distinct = new HashSet<byte>(password.ToArray()).Count;
        if (password.Length < FewCharacters || distinct < FewDistinct)
            advice.Add("the password is weak: anyone with a copy of the repository can try billions of them; several random words are better");
        // The recovery environment has the kernel's keyboard layout, which is the US one, and consoles that know no other.
        if (password.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            advice.Add(
                "the password has characters that the keyboard of the recovery console cannot type (its layout is US, plain ASCII); add a second password without them: archivist key add");
        }

        return advice;
    }

    /// <summary>A sentence when others than its owner may read a password file; null otherwise, and where permissions cannot be asked for.</summary>
    internal static string? AboutFile(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory)) == 0
                && FileLookup.Find(path) is { Kind: FileKind.File } && (File.GetUnixFileMode(path) & Others) != 0
                ? $"password file {path} can be read by others; take that right away: chmod 600 {path}"
                : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"cannot see who may read password file {path}: {cause.Message}";
        }
    }
}
