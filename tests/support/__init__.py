"""What tests are made with: commands, terminals, repositories, browsers, disks that fail."""
