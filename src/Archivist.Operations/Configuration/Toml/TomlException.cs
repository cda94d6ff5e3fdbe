using Archivist.Platform.Problems;
namespace Archivist.Operations.Configuration.Toml;

/// <summary>
/// A file is not TOML. The message is <c>file:line:column: cause</c> and never repeats a value,
/// because a misplaced value may be a password.
/// </summary>
internal sealed class TomlException(string file, TomlPosition position, string cause)
    : Exception($"{file}:{position}: {cause}")
{
    /// <summary>Where reading stopped.</summary>
    internal TomlPosition Position => position;

    /// <summary>What is wrong there, without the place.</summary>
    internal string Cause => cause;
}
