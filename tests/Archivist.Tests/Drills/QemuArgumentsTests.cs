using Archivist.Drills.Machines;
using Archivist.Platform;

namespace Archivist.Tests.Drills;

public sealed class QemuArgumentsTests
{
    private static readonly VirtualMachineOptions Plain = new("/images/weekly,1.iso", "/logs/console.log");

    [Fact]
    public void The_image_is_attached_read_only_whatever_its_name_holds()
    {
        Assert.Contains("if=none,id=medium,format=raw,readonly=on,file=/images/weekly,,1.iso,media=cdrom", For(Plain));
        Assert.Contains(
            "if=none,id=medium,format=raw,readonly=on,file=/images/weekly,,1.iso", For(Plain with { Medium = MediumAttachment.UsbStick }));
    }

    [Fact]
    public void Without_a_replica_there_is_no_network_at_all()
    {
        Assert.Contains("-nodefaults", For(Plain));
        Assert.DoesNotContain(For(Plain), argument => argument.Contains("net", StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_replica_the_network_is_restricted_to_it()
    {
        var network = Assert.Single(For(Plain with { ReplicaPort = 8099 }), argument => argument.StartsWith("user,", StringComparison.Ordinal));
        Assert.Equal("user,id=net,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:socat -lf /dev/null - TCP4:127.0.0.1:8099", network);
    }

    [Fact]
    public void Only_Secure_Boot_guards_its_variables_with_system_management_mode()
    {
        Assert.Contains("q35,smm=on", For(Plain with { Firmware = Firmware.SecureBoot }));
        Assert.Contains("driver=cfi.pflash01,property=secure,value=on", For(Plain with { Firmware = Firmware.SecureBoot }));
        Assert.Contains("q35,smm=off", For(Plain));
        Assert.DoesNotContain("driver=cfi.pflash01,property=secure,value=on", For(Plain));
    }

    [Fact]
    public void A_BIOS_machine_has_no_other_firmware() =>
        Assert.DoesNotContain(For(Plain with { Firmware = Firmware.Bios }), argument => argument.Contains("pflash", StringComparison.Ordinal));

    [Theory]
    [InlineData(MediumAttachment.Disc)]
    [InlineData(MediumAttachment.UsbStick)]
    public void A_stick_is_attached_read_only_on_a_controller_of_its_own_and_never_booted(MediumAttachment medium)
    {
        var arguments = For(Plain with { Medium = medium, StickPath = "/proc/1/fd/2" });
        Assert.Contains("if=none,id=stick,format=raw,readonly=on,file=/proc/1/fd/2", arguments);
        Assert.Contains("qemu-xhci,id=sticks", arguments);
        Assert.Contains("usb-storage,drive=stick,bus=sticks.0,removable=on", arguments);
        Assert.Single(arguments, argument => argument.Contains("bootindex", StringComparison.Ordinal));
        Assert.DoesNotContain(For(Plain with { Medium = medium }), argument => argument.Contains("stick", StringComparison.Ordinal));
    }

    [Fact]
    public void The_target_and_the_port_are_named()
    {
        var arguments = For(Plain with { TargetDiskPath = "/t.img", TargetDiskSerial = "one" });
        Assert.Contains("virtio-blk-pci,drive=target,serial=one", arguments);
        Assert.Contains("virtserialport,chardev=drill,name=org.archivist.drill", arguments);
        Assert.Contains("socket,id=drill,path=/w/drill", arguments);
    }

    [Fact]
    public void KVM_is_used_only_when_it_was_chosen()
    {
        Assert.Contains("tcg,thread=multi", For(Plain));
        Assert.Contains("kvm", For(Plain with { Acceleration = Acceleration.Kvm }));
    }

    private static IReadOnlyList<string> For(VirtualMachineOptions options) => QemuArguments.For(options, "/w/variables.fd", "/w/drill");
}
