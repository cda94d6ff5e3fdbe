using System.Security.Cryptography;
using System.Text;
using Archivist.Platform.Files;

namespace Archivist.Recovery.Builder;

/// <summary>
/// Makes the recovery environment from Debian packages and the .NET runtime of this process.
/// The layout and the steps are in docs/formats/recovery-environment.md.
/// </summary>
public sealed class RecoveryEnvironmentBuilder
{
    private const string BiosImage = "boot/grub/eltorito.img", EfiImage = "boot/efi.img", BootCode = "boot_hybrid.img", Program = "Archivist.Recovery.dll";

    private const int KeptEnvironments = 3;

    /// <summary>Packages whose content goes onto the disc, or whose programs make what does. The kernel's comes on top.</summary>
    private static readonly string[] PackageNames =
    [
        "shim-signed", "shim-helpers-amd64-signed", "grub-efi-amd64-signed", "grub-pc-bin", "busybox-static",
        "libc6", "libstdc++6", "libgcc-s1", "libssl3", "libzstd1", "zlib1g", "ca-certificates",
        "e2fsprogs", "libext2fs2", "libcom-err2", "libblkid1", "libuuid1",
        "grub-common", "libdevmapper1.02.1", "libselinux1", "libpcre2-8-0", "libudev1",
        "kmod", "libkmod2", "liblzma5", "squashfs-tools", "liblzo2-2", "liblz4-1", "zstd",
    ];

    /// <summary>Builds the environment, or takes it from the cache when nothing that goes into it has changed.</summary>
    public async Task<RecoveryEnvironment> BuildAsync(
        RecoveryEnvironmentOptions options, IProgress<BuildStep>? progress, CancellationToken cancellationToken)
    {
        var cache = Directory.CreateDirectory(Path.GetFullPath(options.CacheFolder)).FullName;
        using var mine = await LockAsync(cache, progress, cancellationToken);
        var packages = new DebianPackages(Path.Combine(cache, "packages"), progress);
        var resolved = await packages.ResolveAsync(PackageNames, cancellationToken);
        var runtime = DotnetRuntime.OfThisProcess();
        var (program, framework) = runtime.Closure(Path.Combine(Path.GetFullPath(options.ProgramFolder), Program));
        var key = await KeyAsync(resolved, runtime.Version, program, cancellationToken);

        var finished = Path.Combine(cache, $"environment-{key[..16]}");
        if (!FileLookup.IsDirectory(finished))
        {
            await packages.FetchAsync(resolved, cancellationToken);
            RemoveOld(cache);
            var work = Directory.CreateDirectory(Path.Combine(cache, $"work-{Guid.NewGuid():N}")).FullName;
            try
            {
                progress?.Report(new BuildStep.Unpacking(resolved.Count));
                var tree = new UnpackedTree(Path.Combine(work, "unpacked"));
                await packages.UnpackAsync(resolved, tree.Root, cancellationToken);
                var target = Path.Combine(work, "environment");
                await BuildAsync(tree, runtime, program, framework, work, target, progress, cancellationToken);
                DurableFile.Rename(target, finished, replaces: false);
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }

        return await OpenAsync(finished, key, resolved, cancellationToken);
    }

    private static async Task BuildAsync(
        UnpackedTree tree,
        DotnetRuntime runtime,
        IReadOnlyList<string> program,
        IReadOnlyList<string> framework,
        string work,
        string target,
        IProgress<BuildStep>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])[".archivist", ".disk", "boot/grub", "live"])
            Directory.CreateDirectory(Path.Combine(target, folder));
        await StagedFile.WriteAsync(Path.Combine(target, ".disk/info"), "Archivist recovery disc\n", cancellationToken);
        await StagedFile.WriteAsync(Path.Combine(target, "boot/grub/grub.cfg"), BuildingResources.Text("grub.cfg"), cancellationToken);

        var modules = await KernelModules.ReadAsync(tree, cancellationToken);
        await StagedFile.CopyAsync(
            tree.Find($"boot/vmlinuz-{modules.Release}"), Path.Combine(target, "boot/vmlinuz"), StagedFile.Plain, cancellationToken);

        progress?.Report(new BuildStep.PackingInitialFiles());
        await new InitialFiles(tree, modules).WriteAsync(work, Path.Combine(target, "boot/initrd.img"), cancellationToken);
        progress?.Report(new BuildStep.PackingSystem());
        await new LiveSystem(tree, modules, runtime).WriteAsync(
            program, framework, work, Path.Combine(target, "live/root.squashfs"), cancellationToken);
        progress?.Report(new BuildStep.MakingBootImages());
        var loaders = await new BootImages(tree).WriteAsync(
            work, Path.Combine(target, BiosImage), Path.Combine(target, EfiImage), Path.Combine(work, BootCode), cancellationToken);
        var kernel = BootCertificates.Of("boot/vmlinuz", await File.ReadAllBytesAsync(Path.Combine(target, "boot/vmlinuz"), cancellationToken));
        await StagedFile.WriteAsync(
            Path.Combine(target, BootCertificates.PathOnDisc), new BootCertificates(1, [.. loaders, kernel]).ToJson(), StagedFile.Plain, cancellationToken);
        DurableFile.Rename(Path.Combine(work, BootCode), Path.Combine(target, BootCode), replaces: true);
    }

    /// <summary>One builder at a time works in a cache; the others wait and then find its result.</summary>
    private static async Task<IDisposable> LockAsync(string cache, IProgress<BuildStep>? progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(cache, "lock");
        if (await FileLock.TryTakeAsync(path, TimeSpan.Zero, TimeProvider.System, cancellationToken) is { } taken)
            return taken;
        progress?.Report(new BuildStep.Waiting());
        return (await FileLock.TryTakeAsync(path, TimeSpan.MaxValue, TimeProvider.System, cancellationToken))!;
    }

    /// <summary>Removes what killed builds left, and finished environments but the newest, which a disc may be made from right now.</summary>
    private static void RemoveOld(string cache)
    {
        var folder = new DirectoryInfo(cache);
        var old = folder.GetDirectories("environment-*").OrderByDescending(environment => environment.LastWriteTimeUtc).Skip(KeptEnvironments - 1);
        foreach (var leftover in folder.GetDirectories("work-*").Concat(old))
            leftover.Delete(recursive: true);
    }

    private static async Task<RecoveryEnvironment> OpenAsync(
        string folder, string key, IReadOnlyList<DebianPackage> packages, CancellationToken cancellationToken)
    {
        var code = Path.Combine(folder, BootCode);
        return new RecoveryEnvironment
        {
            Files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => path != code)
                .Select(path => new EnvironmentFile(Path.GetRelativePath(folder, path), path))
                .OrderBy(file => file.PathOnDisc, StringComparer.Ordinal)],
            BiosImagePath = BiosImage,
            EfiImagePath = EfiImage,
            MasterBootCode = await File.ReadAllBytesAsync(code, cancellationToken),
            Packages = [.. packages.Select(package => package.ToString())],
            Key = key,
        };
    }

    /// <summary>A hash of everything that can change the result: packages, runtime, the program, and the builder itself, which a deterministic build identifies.</summary>
    private static async Task<string> KeyAsync(
        IReadOnlyList<DebianPackage> packages, string runtimeVersion, IReadOnlyList<string> program, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append("dotnet ").Append(runtimeVersion).Append('\n')
            .Append("builder ").Append(typeof(RecoveryEnvironmentBuilder).Module.ModuleVersionId).Append('\n');
        foreach (var package in packages)
            text.Append(package.FileName).Append(' ').Append(package.Sha256).Append('\n');
        foreach (var path in program)
        {
            await using var content = File.OpenRead(path);
            text.Append(Path.GetFileName(path)).Append(' ')
                .Append(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
