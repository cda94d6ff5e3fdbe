using System.Globalization;
using Archivist.Platform;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills.Machines;

/// <summary>Translates a machine into the command line of qemu-system-x86_64.</summary>
internal static class QemuArguments
{
    private const string FirmwareFolder = "/usr/share/OVMF";

    /// <summary>The firmware's code and the template of its variables; null for the firmware that QEMU brings itself.</summary>
    internal static (string Code, string Variables)? FirmwareFiles(Firmware firmware) => firmware switch
    {
        Firmware.Bios => null,
        Firmware.Uefi => ($"{FirmwareFolder}/OVMF_CODE_4M.fd", $"{FirmwareFolder}/OVMF_VARS_4M.fd"),
        Firmware.SecureBoot => ($"{FirmwareFolder}/OVMF_CODE_4M.ms.fd", $"{FirmwareFolder}/OVMF_VARS_4M.ms.fd"),
        _ => throw new ArgumentOutOfRangeException(nameof(firmware)),
    };

    /// <param name="options">The machine.</param>
    /// <param name="variablesPath">This machine's own copy of the firmware's variables.</param>
    /// <param name="portSocketPath">The socket of the listener for the drill port.</param>
    internal static IReadOnlyList<string> For(VirtualMachineOptions options, string variablesPath, string portSocketPath) =>
    [
        "-no-user-config", "-nodefaults", "-display", "none", "-no-reboot",
        .. Machine(options),
        "-m", Number(options.MemoryMiB), "-smp", Number(options.Processors), "-vga", "std",
        "-chardev", "stdio,id=console,signal=off", "-device", "isa-serial,chardev=console",
        .. FirmwareDrives(options.Firmware, variablesPath),
        .. Medium(options),
        .. Stick(options),
        .. Target(options),
        .. Port(options, portSocketPath),
        .. Network(options),
    ];

    internal static IReadOnlyList<string> Accelerator(Acceleration acceleration) =>
        acceleration is Acceleration.Kvm ? ["-accel", "kvm", "-cpu", "host"] : ["-accel", "tcg,thread=multi", "-cpu", "max"];

    private static IReadOnlyList<string> Machine(VirtualMachineOptions options) =>
    [
        // System management mode guards the variables of Secure Boot; elsewhere it only costs time.
        "-machine", $"q35,smm={(options.Firmware is Firmware.SecureBoot ? "on" : "off")}",
        .. Accelerator(options.Acceleration),
    ];

    private static IReadOnlyList<string> FirmwareDrives(Firmware firmware, string variablesPath) =>
        FirmwareFiles(firmware) is not var (code, _)
            ? []
            :
            [
                .. firmware is Firmware.SecureBoot
                    ? (string[])["-global", "driver=cfi.pflash01,property=secure,value=on"]
                    : [],
                "-drive", $"if=pflash,unit=0,format=raw,readonly=on,file={Escape(code)}",
                "-drive", $"if=pflash,unit=1,format=raw,file={Escape(variablesPath)}",
            ];

    private static IReadOnlyList<string> Medium(VirtualMachineOptions options)
    {
        var drive = $"if=none,id=medium,format=raw,readonly=on,file={Escape(options.ImagePath)}";
        return options.Medium is MediumAttachment.Disc
            ? ["-drive", $"{drive},media=cdrom", "-device", "ide-cd,drive=medium,bus=ide.2,bootindex=0"]
            : ["-drive", drive, "-device", "qemu-xhci", "-device", "usb-storage,drive=medium,removable=on,bootindex=0"];
    }

    /// <summary>On a controller of its own, so that it is the same whatever the image is attached to.</summary>
    private static IReadOnlyList<string> Stick(VirtualMachineOptions options) =>
        options.StickPath is not { } path
            ? []
            :
            [
                "-drive", $"if=none,id=stick,format=raw,readonly=on,file={Escape(path)}",
                "-device", "qemu-xhci,id=sticks", "-device", "usb-storage,drive=stick,bus=sticks.0,removable=on",
            ];

    private static IReadOnlyList<string> Target(VirtualMachineOptions options) =>
        options.TargetDiskPath is not { } path
            ? []
            :
            [
                // The disk is thrown away after a power cut of the host, so nothing is gained by waiting for its flushes.
                "-drive", $"if=none,id=target,format=raw,cache=unsafe,discard=unmap,file={Escape(path)}",
                "-device", $"virtio-blk-pci,drive=target,serial={Escape(options.TargetDiskSerial)}",
            ];

    private static IReadOnlyList<string> Port(VirtualMachineOptions options, string portSocketPath) =>
        options.HasDrillPort
            ?
            [
                "-device", "virtio-serial-pci",
                "-chardev", $"socket,id=drill,path={Escape(portSocketPath)}",
                "-device", $"virtserialport,chardev=drill,name={DrillOrder.PortName}",
            ]
            : [];

    /// <remarks>
    /// restrict=on cuts the guest off from the host and the world; what remains is one address, and every connection to it
    /// gets a socat of its own. A character device in its place would serve one connection and never a second.
    /// </remarks>
    private static IReadOnlyList<string> Network(VirtualMachineOptions options) =>
        options.ReplicaPort is not { } port
            ? []
            :
            [
                "-netdev",
                $"user,id=net,restrict=on,guestfwd=tcp:{VirtualMachine.ReplicaAddress}:80-cmd:socat -lf /dev/null - TCP4:127.0.0.1:{Number(port)}",
                "-device", "virtio-net-pci,netdev=net,romfile=",
            ];

    /// <summary>Inside an option a comma is written twice.</summary>
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
