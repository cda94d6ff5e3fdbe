using Archivist.Platform.Problems;
using Archivist.Recovery.Builder.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of building the recovery environment.</summary>
internal static class BuilderMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        PackagesUnavailable(var cause) =>
            new Message($"Debian packages for the recovery environment: {CommandLineMessages.Instance.Of(cause)}", "Run: apt-get update (as root, with Debian's amd64 sources), then again."),
        PackageNotFetched(var package, var cause) =>
            new Message($"cannot fetch the Debian package {package}: {CommandLineMessages.Instance.Of(cause)}", "Check the network and run: apt-get update (as root), then again."),
        RuntimeUnsuitable(var framework) => new Message(
            $"recovery environment: {framework} is not an installed .NET runtime for Linux on x64",
            "Run Archivist with the 'dotnet' of an installed .NET 10 SDK or runtime on Debian for amd64."),
        AssemblyMissing(var assembly, var folder) =>
            new Message($"recovery environment: {assembly} is neither in {folder} nor in the .NET runtime", "Build Archivist again: dotnet build -c Release"),
        PackageFileMissing(var path) => new Message($"Debian packages: {path} is not in any of them", "Use the package sources of Debian 12 for amd64."),
        BootLoaderInvalid(var path, var cause) => new Message($"{path}: {CommandLineMessages.Instance.Of(cause)}", "Remove the cache of the recovery environment, and build the disc again."),
        _ => null,
    };
}
