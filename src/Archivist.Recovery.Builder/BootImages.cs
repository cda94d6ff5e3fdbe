namespace Archivist.Recovery.Builder;

/// <summary>The images that firmware loads: GRUB as an El Torito image for BIOS, and shim with signed GRUB in an EFI system image.</summary>
internal sealed class BootImages(UnpackedTree tree)
{
    private const string GrubFolder = "usr/lib/grub/i386-pc", ShimFolder = "usr/lib/shim";

    private static readonly string[] GrubModules =
    [
        "biosdisk", "iso9660", "part_msdos", "part_gpt", "normal", "linux", "search", "search_fs_file", "configfile", "probe",
        "serial", "terminal", "terminfo", "echo", "test", "minicmd", "all_video", "vbe", "gfxterm", "boot", "sleep", "reboot", "halt",
    ];

    /// <summary>Returns who signed what is in the EFI system image.</summary>
    internal async Task<IReadOnlyList<BootLoader>> WriteAsync(string work, string biosImage, string efiImage, string bootCode, CancellationToken cancellationToken)
    {
        var early = Path.Combine(work, "early.cfg");
        await StagedFile.WriteAsync(early, BuildingResources.Text("early.cfg"), cancellationToken);
        await tree.RunAsync(
            "grub-mkimage",
            ["usr/bin/grub-mkimage"],
            ["-d", tree.Find(GrubFolder), "-O", "i386-pc-eltorito", "-p", "/boot/grub", "-c", early, "-o", biosImage, .. GrubModules],
            cancellationToken);
        await StagedFile.CopyAsync(tree.Find($"{GrubFolder}/boot_hybrid.img"), bootCode, StagedFile.Plain, cancellationToken);

        // gcdx64 is GRUB's variant for discs: it looks for /.disk/info and reads /boot/grub/grub.cfg from there.
        (string Path, byte[] Content)[] loaders =
        [
            ("EFI/BOOT/BOOTX64.EFI", await ReadAsync($"{ShimFolder}/shimx64.efi.signed", cancellationToken)),
            ("EFI/BOOT/grubx64.efi", await ReadAsync("usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed", cancellationToken)),
            ("EFI/BOOT/mmx64.efi", await ReadAsync($"{ShimFolder}/mmx64.efi.signed", cancellationToken)),
        ];
        var image = new FatImage("ARCHIVIST", 0x41524348);
        foreach (var (path, content) in loaders)
            image.Add(path, content);
        await StagedFile.WriteAsync(efiImage, image.ToArray(), StagedFile.Plain, cancellationToken);
        return [.. loaders.Select(loader => BootCertificates.Of(loader.Path, loader.Content))];
    }

    private Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.ReadAllBytesAsync(tree.Find(path), cancellationToken);
}
