using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Archives;

/// <summary>What speaks against a new password, without repeating any of it.</summary>
internal static class PasswordAdvice
{
    private const int FewCharacters = 12;
    private const int FewDistinct = 6;

    /// <summary>Each weakness; none when there is nothing to say.</summary>
    internal static IReadOnlyList<Problem> About(ReadOnlySpan<byte> password)
    {
        var advice = new List<Problem>();
        var distinct = new HashSet<byte>(password.ToArray()).Count;
        if (password.Length < FewCharacters || distinct < FewDistinct)
            advice.Add(new PasswordWeak());
        // The recovery environment has the kernel's keyboard layout, which is the US one, and consoles that know no other.
        if (password.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
            advice.Add(new PasswordNotTypable());
        return advice;
    }

    /// <summary>A problem when others than its owner may read a password file, or that cannot be seen; null otherwise, and on systems without such permissions.</summary>
    internal static Problem? AboutFile(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory)) == 0
                && FileLookup.Find(path) is { Kind: FileKind.File } && (File.GetUnixFileMode(path) & Others) != 0
                ? new PasswordFileExposed(path)
                : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return new PasswordFileNotInspectable(path, Cause.Of(cause));
        }
    }
}
