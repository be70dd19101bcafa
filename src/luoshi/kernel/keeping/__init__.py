"""Keeping an installation (备份、恢复、迁移): one archive, put back elsewhere or moved to another database."""
