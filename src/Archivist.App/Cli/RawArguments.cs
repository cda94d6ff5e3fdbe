using Archivist.Platform.Files;

namespace Archivist.App.Cli;

/// <summary>The arguments as the kernel has them: the runtime's are text, in which a name that is not UTF-8 has lost its bytes.</summary>
internal static class RawArguments
{
    /// <summary>The same arguments, with the bytes kept that are not UTF-8 (see <see cref="PathText"/>).</summary>
    internal static string[] Restore(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !arguments.Any(argument => argument.Contains('\uFFFD', StringComparison.Ordinal)))
            return arguments;
        try
        {
            var words = PathText.Of(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
            // In front of them is the program, and perhaps its host.
            return words.Length > arguments.Length ? words[^arguments.Length..] : arguments;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Without /proc such a name is not found, which is reported.
            return arguments;
        }
    }
}
