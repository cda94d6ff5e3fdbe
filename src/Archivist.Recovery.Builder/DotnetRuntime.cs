using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder.Problems;

namespace Archivist.Recovery.Builder;

/// <summary>The .NET runtime that this very program runs on, and the part of it that another program needs.</summary>
internal sealed class DotnetRuntime
{
    /// <summary>Of the runtime's native parts, those that a console program without localization loads.</summary>
    private static readonly string[] NativeLibraries =
    [
        "libcoreclr.so", "libclrjit.so", "libhostpolicy.so", "libSystem.Native.so", "libSystem.IO.Compression.Native.so",
        "libSystem.Net.Security.Native.so", "libSystem.Security.Cryptography.Native.OpenSsl.so",
    ];

    /// <summary>The managed stand-in of libzstd; the environment has the library, and no room for what is never loaded. That of libcrypto also opens the keyring.</summary>
    private static readonly string[] StandIns = ["ZstdSharp.dll"];

    private readonly string _framework;
    private readonly string _dotnet;

    private DotnetRuntime(string framework, string dotnet)
    {
        _framework = framework;
        _dotnet = dotnet;
    }

    /// <summary>The version of the shared framework, e.g. 10.0.12.</summary>
    internal string Version => Path.GetFileName(_framework);

    /// <summary>Finds the shared framework of this process and the host beside it.</summary>
    internal static DotnetRuntime OfThisProcess()
    {
        var framework = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var dotnet = Path.GetFullPath(Path.Combine(framework, "../../.."));
        return FileLookup.IsFile(Path.Combine(dotnet, "dotnet")) && RuntimeInformation.OSArchitecture == Architecture.X64
            ? new DotnetRuntime(framework, dotnet)
            : throw new ArchivistException(new RuntimeUnsuitable(framework));
    }

    /// <summary>Follows the references of an assembly into its own directory and the framework, but for <see cref="StandIns"/>.</summary>
    /// <returns>Host paths, sorted by name: the program's own assemblies, and the framework's.</returns>
    internal (IReadOnlyList<string> Program, IReadOnlyList<string> Framework) Closure(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        var own = new SortedSet<string>(StringComparer.Ordinal);
        var framework = new SortedSet<string>(StringComparer.Ordinal) { Path.Combine(_framework, "System.Private.CoreLib.dll") };
        var open = new Stack<string>([Path.GetFileName(assembly)]);
        while (open.TryPop(out var name))
        {
            var (path, isNew) = FileLookup.IsFile(Path.Combine(_framework, name))
                ? (Path.Combine(_framework, name), framework.Add(Path.Combine(_framework, name)))
                : (Path.Combine(folder, name), own.Add(Path.Combine(folder, name)));
            if (!isNew)
                continue;
            if (!FileLookup.IsFile(path))
                throw new ArchivistException(new AssemblyMissing(name, folder));
            foreach (var reference in ReferencesOf(path).Select(reference => reference + ".dll").Except(StandIns))
                open.Push(reference);
        }

        return ([.. own], [.. framework]);
    }

    /// <summary>Lays the host, the native parts and the given assemblies out as an installed runtime.</summary>
    internal async Task CopyAsync(IReadOnlyList<string> assemblies, string target, CancellationToken cancellationToken)
    {
        var framework = Path.Combine(target, "shared/Microsoft.NETCore.App", Version);
        var resolver = Path.Combine(target, "host/fxr", Version);
        Directory.CreateDirectory(framework);
        Directory.CreateDirectory(resolver);
        await StagedFile.CopyAsync(Path.Combine(_dotnet, "dotnet"), Path.Combine(target, "dotnet"), StagedFile.Executable, cancellationToken);
        await StagedFile.CopyAsync(FindHostResolver(), Path.Combine(resolver, "libhostfxr.so"), StagedFile.Plain, cancellationToken);
        foreach (var path in NativeLibraries.Select(name => Path.Combine(_framework, name)).Concat(assemblies))
            await StagedFile.CopyAsync(path, Path.Combine(framework, Path.GetFileName(path)), StagedFile.Plain, cancellationToken);

        // The host takes a directory for a framework by these files; that they name assemblies left behind does not disturb it.
        foreach (var name in (string[])["Microsoft.NETCore.App.deps.json", "Microsoft.NETCore.App.runtimeconfig.json"])
            await StagedFile.CopyAsync(Path.Combine(_framework, name), Path.Combine(framework, name), StagedFile.Plain, cancellationToken);
    }

    private string FindHostResolver() =>
        Directory.GetDirectories(Path.Combine(_dotnet, "host/fxr"))
            .OrderByDescending(folder => System.Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version())
            .Select(folder => Path.Combine(folder, "libhostfxr.so"))
            .First(FileLookup.IsFile);

    private static List<string> ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
