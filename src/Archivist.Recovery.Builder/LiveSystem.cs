using System.Text;
using Archivist.Platform.Files;

namespace Archivist.Recovery.Builder;

/// <summary>The system that lies on the disc as one squashfs: the .NET runtime, the recovery program, file-system tools, modules.</summary>
internal sealed class LiveSystem(UnpackedTree tree, KernelModules modules, DotnetRuntime runtime)
{
    private static readonly string[] Folders =
    [
        "dev", "etc/ssl/certs", "medium", "mnt", "opt/archivist", "proc", "root", "run/archivist", "sys", "tmp",
        "usr/bin", "usr/sbin", "usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/share/dotnet", "var/tmp",
    ];

    /// <summary>By the names under which the runtime, the program's native calls and mke2fs load them.</summary>
    private static readonly string[] Libraries =
    [
        "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libgcc_s.so.1", "libstdc++.so.6",
        "libssl.so.3", "libcrypto.so.3", "libzstd.so.1", "libz.so.1",
        "libext2fs.so.2", "libe2p.so.2", "libcom_err.so.2", "libblkid.so.1", "libuuid.so.1",
    ];

    /// <summary>What the program's project file says as well; repeated because the disc is built from the assemblies alone.</summary>
    private const string RuntimeConfiguration =
        """
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
            "configProperties": {
              "System.GC.Concurrent": false,
              "System.Globalization.Invariant": true,
              "System.Runtime.TieredPGO": false
            }
          }
        }

        """;

    internal async Task WriteAsync(
        IReadOnlyList<string> program, IReadOnlyList<string> framework, string work, string target, CancellationToken cancellationToken)
    {
        var root = Path.Combine(work, "live");
        foreach (var folder in Folders)
            Directory.CreateDirectory(Path.Combine(root, folder));
        foreach (var folder in (string[])["bin", "sbin", "lib", "lib64"])
            File.CreateSymbolicLink(Path.Combine(root, folder), $"usr/{folder}");

        await CopyToolsAsync(root, cancellationToken);
        await WriteSettingsAsync(Path.Combine(root, "etc"), cancellationToken);
        await runtime.CopyAsync(framework, Path.Combine(root, "usr/share/dotnet"), cancellationToken);
        foreach (var assembly in program)
        {
            await StagedFile.CopyAsync(
                assembly, Path.Combine(root, "opt/archivist", Path.GetFileName(assembly)), StagedFile.Plain, cancellationToken);
        }

        await StagedFile.WriteAsync(
            Path.Combine(root, "opt/archivist/Archivist.Recovery.runtimeconfig.json"), RuntimeConfiguration, cancellationToken);
        string[] names = ["modules.first", "modules.later"];
        await modules.CopyAsync(
            tree, names.SelectMany(name => KernelModules.ReadList(BuildingResources.Text(name))), Path.Combine(root, "usr"), cancellationToken);
        await CompressAsync(root, target, cancellationToken);
    }

    private async Task CopyToolsAsync(string root, CancellationToken cancellationToken)
    {
        foreach (var library in Libraries)
        {
            await StagedFile.CopyAsync(
                tree.FindLibrary(library), Path.Combine(root, "usr/lib/x86_64-linux-gnu", library), StagedFile.Executable, cancellationToken);
        }

        await StagedFile.CopyAsync(
            tree.FindLibrary("ld-linux-x86-64.so.2"), Path.Combine(root, "usr/lib64/ld-linux-x86-64.so.2"), StagedFile.Executable, cancellationToken);
        foreach (var tool in (string[])["mke2fs", "e2fsck", "resize2fs", "tune2fs"])
            await StagedFile.CopyAsync(
                tree.Find($"sbin/{tool}", $"usr/sbin/{tool}"), Path.Combine(root, "usr/sbin", tool), StagedFile.Executable, cancellationToken);
        File.CreateSymbolicLink(Path.Combine(root, "usr/sbin/mkfs.ext4"), "mke2fs");
        File.CreateSymbolicLink(Path.Combine(root, "usr/sbin/fsck.ext4"), "e2fsck");

        await StagedFile.CopyAsync(Busybox.PathIn(tree), Path.Combine(root, "usr/bin/busybox"), StagedFile.Executable, cancellationToken);
        foreach (var applet in await Busybox.AppletsAsync(tree, cancellationToken))
        {
            if (FileLookup.Find(Path.Combine(root, "usr/sbin", applet)) is null)
                File.CreateSymbolicLink(Path.Combine(root, "usr/bin", applet), "busybox");
        }
    }

    private async Task WriteSettingsAsync(string etc, CancellationToken cancellationToken)
    {
        await StagedFile.CopyAsync(tree.Find("etc/mke2fs.conf"), Path.Combine(etc, "mke2fs.conf"), StagedFile.Plain, cancellationToken);
        await StagedFile.WriteAsync(Path.Combine(etc, "passwd"), "root:x:0:0:root:/root:/bin/sh\n", cancellationToken);
        await StagedFile.WriteAsync(Path.Combine(etc, "group"), "root:x:0:\n", cancellationToken);
        await StagedFile.WriteAsync(Path.Combine(etc, "hosts"), "127.0.0.1 localhost\n::1 localhost\n", cancellationToken);
        await StagedFile.WriteAsync(Path.Combine(etc, "nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n", cancellationToken);

        // The package's installation script would do the same: one file with all the authorities.
        var authorities = new StringBuilder();
        foreach (var path in Directory.GetFiles(tree.Find("usr/share/ca-certificates/mozilla"), "*.crt").Order(StringComparer.Ordinal))
            authorities.Append((await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd()).Append('\n');
        await StagedFile.WriteAsync(Path.Combine(etc, "ssl/certs/ca-certificates.crt"), authorities.ToString(), cancellationToken);
    }

    private async Task CompressAsync(string root, string target, CancellationToken cancellationToken)
    {
        StagedFile.NormalizeModes(root);
        await tree.RunAsync(
            "mksquashfs",
            ["usr/bin/mksquashfs"],
            [
                root, target, "-noappend", "-no-progress", "-quiet", "-reproducible", "-all-root", "-no-xattrs",
                "-mkfs-time", "0", "-all-time", "0", "-comp", "zstd", "-Xcompression-level", "15", "-b", "256K",
            ],
            cancellationToken);
    }
}
